#include "analysis/decide/metamodel.h"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.h"

namespace tenure::analysis::decision {
namespace {

/// Columns of one term at the draws.
Matrix columns_of(const Metamodel::Term& term, const Matrix& values) {
  if (term.with < 0) return term.curves[0].at(Vector(values.col(term.parameter)));
  const Matrix a = term.curves[0].at(Vector(values.col(term.parameter)));
  const Matrix b = term.curves[1].at(Vector(values.col(term.with)));
  return a.cwiseProduct(b);
}

}  // namespace

Metamodel::Metamodel(const Matrix& values, const Matrix& responses, std::vector<Term> terms)
    : terms_(std::move(terms)), responses_(responses) {
  const Index draws = responses.rows(), count = responses.cols();
  Index functions = 0;
  for (Term& term : terms_) {
    term.first = 1 + functions;
    functions += term.functions;
  }
  design_.resize(draws, 1 + functions);
  design_.col(0).setOnes();
  for (const Term& term : terms_) design_.middleCols(term.first, term.functions) = columns_of(term, values);
  const Eigen::ColPivHouseholderQR<Matrix> qr(design_);
  coefficients_ = qr.solve(responses);
  const Matrix gram = design_.transpose() * design_;
  design_inverse_ = gram.completeOrthogonalDecomposition().pseudoInverse();
  const Matrix plain = design_ * coefficients_;
  const Matrix rest = responses - plain;
  const auto n = static_cast<double>(draws), k = static_cast<double>(functions);
  const double freedom = std::max(1.0, n - k - 1.0);
  rest_covariance_ = rest.transpose() * rest / freedom;
  explained_ = Vector::Zero(count);
  shrinkage_ = Vector::Zero(count);
  fitted_.resize(draws, count);
  for (Index m = 0; m < count; ++m) {
    const double mean = responses.col(m).mean();
    const double all = (responses.col(m).array() - mean).square().sum(), left = rest.col(m).squaredNorm();
    if (all > 0.0 && functions > 0) {
      const double share = 1.0 - left / all;
      explained_(m) = std::clamp(1.0 - (1.0 - share) * (n - 1.0) / freedom, 0.0, 1.0);
      shrinkage_(m) = share > 0.0 ? std::sqrt(explained_(m) / share) : 0.0;
    }
    fitted_.col(m) = (mean + shrinkage_(m) * (plain.col(m).array() - mean)).matrix();
  }
}

std::vector<Index> Metamodel::parameters() const {
  std::vector<Index> found;
  for (const Term& term : terms_)
    if (term.with < 0) found.push_back(term.parameter);
  return found;
}

Eigen::RowVectorXd Metamodel::row_at(const Vector& parameters) const {
  Eigen::RowVectorXd row(design_.cols());
  row(0) = 1.0;
  for (const Term& term : terms_) {
    const Eigen::RowVectorXd a = term.curves[0].at(parameters(term.parameter));
    row.segment(term.first, term.functions) =
        term.with < 0 ? a : a.cwiseProduct(term.curves[1].at(parameters(term.with))).eval();
  }
  return row;
}

Vector Metamodel::at(const Vector& parameters) const {
  const Vector mean = responses_.colwise().mean();
  const Vector plain = (row_at(parameters) * coefficients_).transpose();
  return mean + shrinkage_.cwiseProduct(plain - mean);
}

Vector Metamodel::error_at(const Vector& parameters) const {
  const Eigen::RowVectorXd row = row_at(parameters);
  const double spread = std::max(0.0, (row * design_inverse_ * row.transpose())(0, 0));
  return (rest_covariance_.diagonal() * spread).cwiseSqrt();
}

double Metamodel::share_of(Index parameter, Index response) const {
  const Vector centred = responses_.col(response).array() - responses_.col(response).mean();
  const double all = centred.squaredNorm();
  if (!(all > 0.0)) return 0.0;
  double with = 0.0;
  for (const Term& term : terms_) {
    if (term.with >= 0 || term.parameter != parameter) continue;
    const Vector curve = design_.middleCols(term.first, term.functions) *
                         coefficients_.col(response).segment(term.first, term.functions);
    with += curve.dot(centred);
  }
  return with / all;
}

namespace {

constexpr Index choices_of_functions[] = {1, 2, 3, 4, 6, 8, 12, 16};
constexpr Index functions_looked_at = 3;    // when parameters are compared for entering
constexpr Index most_in_products = 10;      // parameters whose products are tried
constexpr double exact_fit = 1e-12;         // share of the variance that counts as none left

/// Orthonormal columns that grow, and what they leave of the responses.
class Residual {
 public:
  explicit Residual(const Matrix& responses) : rest_(responses) {
    basis_.resize(responses.rows(), 0);
    all_ = Vector::Zero(responses.cols());
    for (Index m = 0; m < responses.cols(); ++m) {
      rest_.col(m).array() -= responses.col(m).mean();
      all_(m) = rest_.col(m).squaredNorm();
    }
  }

  Index draws() const { return rest_.rows(); }
  Index functions() const { return basis_.cols(); }

  /// Columns with what the basis already has taken out, orthonormal; dependent ones are dropped.
  Matrix orthonormal(const Matrix& columns) const {
    return orthonormal_of(columns - basis_ * (basis_.transpose() * columns), columns);
  }

  /// The same when the basis has already been taken out of `rest`, whose columns were `columns` before that.
  static Matrix orthonormal_of(const Matrix& rest, const Matrix& columns) {
    Matrix kept(rest.rows(), rest.cols());
    Index count = 0;
    for (Index j = 0; j < rest.cols(); ++j) {
      Vector column = rest.col(j);
      for (int twice = 0; twice < 2; ++twice)
        column -= kept.leftCols(count) * (kept.leftCols(count).transpose() * column).eval();
      const double norm = column.norm();
      if (!(norm > 1e-7 * columns.col(j).norm())) continue;
      kept.col(count++) = column / norm;
    }
    return kept.leftCols(count);
  }

  /// n · mean over the responses of log(residual before / after) if orthonormal `columns` entered.
  double gain(const Matrix& columns) const {
    const Matrix inside = columns.transpose() * rest_;
    double sum = 0.0;
    Index live = 0;
    for (Index m = 0; m < rest_.cols(); ++m) {
      const double now = rest_.col(m).squaredNorm();
      if (now <= exact_fit * all_(m) || !(all_(m) > 0.0)) continue;
      ++live;
      const double then = std::max(now - inside.col(m).squaredNorm(), exact_fit * all_(m));
      sum += std::log(now / then);
    }
    return live > 0 ? static_cast<double>(draws()) * sum / static_cast<double>(live) : 0.0;
  }

  void take(const Matrix& columns) {
    basis_.conservativeResize(Eigen::NoChange, basis_.cols() + columns.cols());
    basis_.rightCols(columns.cols()) = columns;
    rest_ -= columns * (columns.transpose() * rest_);
  }

  const Matrix& basis() const { return basis_; }

 private:
  Matrix basis_, rest_;
  Vector all_;
};

Metamodel::Term curve_term(const Matrix& values, Index parameter, Index functions) {
  Metamodel::Term term;
  term.parameter = parameter;
  term.curves.emplace_back(Vector(values.col(parameter)), functions);
  term.functions = term.curves[0].size();
  return term;
}

/// Functions that so many draws can carry for one parameter.
Index most_functions(Index draws) {
  return std::max<Index>(1, draws / 10);
}

/// The number of functions with which a parameter enters best; none when even the best does not pay `price` beside its
/// functions.
std::optional<Metamodel::Term> best_curve(const Residual& residual, const Matrix& values, Index parameter, double price,
                                          Index room) {
  const double per_function = std::log(static_cast<double>(residual.draws()));
  std::optional<Metamodel::Term> best;
  double best_gain = 0.0;
  for (const Index functions : choices_of_functions) {
    if (functions > std::min(most_functions(residual.draws()), room)) break;
    Metamodel::Term term = curve_term(values, parameter, functions);
    if (term.functions == 0) break;
    const Matrix columns = residual.orthonormal(columns_of(term, values));
    const double gain = residual.gain(columns) - per_function * static_cast<double>(columns.cols()) - price;
    if (gain > best_gain) {
      best_gain = gain;
      best = std::move(term);
    }
    if (term.functions < functions) break;
  }
  return best;
}

/// Adds parameters one after another while the criterion falls.
class Selection {
 public:
  Selection(const Matrix& values, const Matrix& responses, const std::vector<Index>& candidates)
      : values_(values), responses_(responses), candidates_(candidates), residual_(responses),
        price_(2.0 * std::log(static_cast<double>(std::max<std::size_t>(1, candidates.size())))),
        room_(responses.rows() / 4) {
    for (const Index parameter : candidates) {
      const Index functions = std::min(functions_looked_at, most_functions(responses.rows()));
      looked_at_.push_back(columns_of(curve_term(values, parameter, functions), values));
      left_.push_back(looked_at_.back());
    }
  }

  std::vector<Metamodel::Term> run() {
    grow();
    for (int sweep = 0; sweep < 2; ++sweep) {
      retune();
      grow();
    }
    add_products();
    return std::move(terms_);
  }

 private:
  void take(Metamodel::Term term) {
    const Matrix columns = residual_.orthonormal(columns_of(term, values_));
    residual_.take(columns);
    for (Matrix& block : left_) block -= columns * (columns.transpose() * block);
    terms_.push_back(std::move(term));
  }

  bool is_in(Index parameter) const {
    return std::any_of(terms_.begin(), terms_.end(), [&](const auto& term) { return term.parameter == parameter; });
  }

  void grow() {
    const double per_function = std::log(static_cast<double>(residual_.draws()));
    std::vector<bool> refused(candidates_.size(), false);
    while (residual_.functions() < room_) {
      std::size_t best = candidates_.size();
      double best_gain = 0.0;
      for (std::size_t c = 0; c < candidates_.size(); ++c) {
        if (refused[c] || looked_at_[c].cols() == 0 || is_in(candidates_[c])) continue;
        const Matrix columns = Residual::orthonormal_of(left_[c], looked_at_[c]);
        for (const Index k : {Index{1}, columns.cols()}) {
          if (k > columns.cols()) continue;
          const double gain =
              residual_.gain(columns.leftCols(k)) - per_function * static_cast<double>(k) - price_;
          if (gain > best_gain) {
            best_gain = gain;
            best = c;
          }
        }
      }
      if (best == candidates_.size()) return;
      std::optional<Metamodel::Term> term =
          best_curve(residual_, values_, candidates_[best], price_, room_ - residual_.functions());
      if (term) {
        take(std::move(*term));
      } else {
        refused[best] = true;
      }
    }
  }

  /// With the others in, a curve may deserve more bends, or no place at all.
  void retune() {
    std::vector<Metamodel::Term> old = std::move(terms_);
    for (std::size_t i = 0; i < old.size(); ++i) {
      Residual others(responses_);
      for (std::size_t j = 0; j < old.size(); ++j)
        if (j != i && old[j].functions > 0) others.take(others.orthonormal(columns_of(old[j], values_)));
      std::optional<Metamodel::Term> term =
          best_curve(others, values_, old[i].parameter, price_, std::max<Index>(1, room_ - others.functions()));
      if (term) {
        old[i] = std::move(*term);
      } else {
        old[i].functions = 0;
      }
    }
    terms_.clear();
    residual_ = Residual(responses_);
    left_ = looked_at_;
    for (Metamodel::Term& term : old)
      if (term.functions > 0) take(std::move(term));
  }

  void add_products() {
    std::vector<Index> chosen;
    for (const Metamodel::Term& term : terms_)
      if (static_cast<Index>(chosen.size()) < most_in_products) chosen.push_back(term.parameter);
    std::vector<Metamodel::Term> pairs;
    for (std::size_t a = 0; a < chosen.size(); ++a) {
      for (std::size_t b = a + 1; b < chosen.size(); ++b) {
        Metamodel::Term term;
        term.parameter = chosen[a];
        term.with = chosen[b];
        term.curves.emplace_back(Vector(values_.col(chosen[a])), 1);
        term.curves.emplace_back(Vector(values_.col(chosen[b])), 1);
        pairs.push_back(std::move(term));
      }
    }
    const auto n = static_cast<double>(residual_.draws());
    const double price = std::log(n) + 2.0 * std::log(static_cast<double>(std::max<std::size_t>(1, pairs.size())));
    while (residual_.functions() < room_) {
      std::size_t best = pairs.size();
      double best_gain = 0.0;
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Matrix columns = residual_.orthonormal(columns_of(pairs[i], values_));
        if (columns.cols() == 0) continue;
        const double gain = residual_.gain(columns) - price;
        if (gain > best_gain) {
          best_gain = gain;
          best = i;
        }
      }
      if (best == pairs.size()) return;
      take(pairs[best]);
      pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(best));
    }
  }

  const Matrix& values_;
  const Matrix& responses_;
  const std::vector<Index>& candidates_;
  Residual residual_;
  double price_;
  Index room_;
  std::vector<Matrix> looked_at_, left_;
  std::vector<Metamodel::Term> terms_;
};

}  // namespace

Metamodel fit_alone(const Matrix& values, const Matrix& responses, Index parameter, Index candidates) {
  TENURE_ENSURE(parameter >= 0 && parameter < values.cols() && values.rows() == responses.rows(),
                "the parameter must be one of the columns");
  const Residual residual(responses);
  std::vector<Metamodel::Term> terms;
  std::optional<Metamodel::Term> term = best_curve(residual, values, parameter, std::log(static_cast<double>(std::max<Index>(1, candidates))),
                                                   responses.rows() / 4);
  if (term) terms.push_back(std::move(*term));
  return {values, responses, std::move(terms)};
}

Metamodel fit_together(const Matrix& values, const Matrix& responses, const std::vector<Index>& candidates) {
  return {values, responses, Selection(values, responses, candidates).run()};
}

}  // namespace tenure::analysis::decision
