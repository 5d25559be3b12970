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

Metamodel::Metamodel(const Matrix& values, const Matrix& responses, std::vector<std::vector<Term>> terms)
    : means_(responses.colwise().mean()) {
  const Index draws = responses.rows(), count = responses.cols();
  TENURE_ENSURE(static_cast<Index>(terms.size()) == count, "every response has its terms");
  const auto n = static_cast<double>(draws);
  Matrix rest(draws, count);
  Vector freedom(count);
  fitted_.resize(draws, count);
  explained_ = Vector::Zero(count);
  for (Index m = 0; m < count; ++m) {
    Part part;
    part.terms = std::move(terms[static_cast<std::size_t>(m)]);
    Index functions = 0;
    for (Term& term : part.terms) {
      term.first = 1 + functions;
      functions += term.functions;
    }
    part.design.resize(draws, 1 + functions);
    part.design.col(0).setOnes();
    for (const Term& term : part.terms) part.design.middleCols(term.first, term.functions) = columns_of(term, values);
    part.coefficients = Eigen::ColPivHouseholderQR<Matrix>(part.design).solve(responses.col(m));
    const Matrix gram = part.design.transpose() * part.design;
    part.design_inverse = gram.completeOrthogonalDecomposition().pseudoInverse();
    const Vector plain = part.design * part.coefficients;
    rest.col(m) = responses.col(m) - plain;
    freedom(m) = std::max(1.0, n - static_cast<double>(functions) - 1.0);
    const double all = (responses.col(m).array() - means_(m)).square().sum(), left = rest.col(m).squaredNorm();
    if (all > 0.0 && functions > 0) {
      const double share = 1.0 - left / all;
      explained_(m) = std::clamp(1.0 - (1.0 - share) * (n - 1.0) / freedom(m), 0.0, 1.0);
      part.shrinkage = share > 0.0 ? std::sqrt(explained_(m) / share) : 0.0;
    }
    fitted_.col(m) = (means_(m) + part.shrinkage * (plain.array() - means_(m))).matrix();
    parts_.push_back(std::move(part));
  }
  const Vector scale = freedom.cwiseSqrt().cwiseInverse();
  rest_covariance_ = scale.asDiagonal() * (rest.transpose() * rest) * scale.asDiagonal();
}

std::vector<Index> Metamodel::parameters(Index response) const {
  std::vector<Index> found;
  for (const Term& term : parts_[static_cast<std::size_t>(response)].terms)
    if (term.with < 0) found.push_back(term.parameter);
  return found;
}

Index Metamodel::functions() const {
  Index sum = 0;
  for (const Part& part : parts_) sum += part.functions();
  return sum;
}

Eigen::RowVectorXd Metamodel::Part::row_at(const Vector& parameters) const {
  Eigen::RowVectorXd row(design.cols());
  row(0) = 1.0;
  for (const Term& term : terms) {
    const Eigen::RowVectorXd a = term.curves[0].at(parameters(term.parameter));
    row.segment(term.first, term.functions) =
        term.with < 0 ? a : a.cwiseProduct(term.curves[1].at(parameters(term.with))).eval();
  }
  return row;
}

double Metamodel::at(const Vector& parameters, Index response) const {
  const Part& part = parts_[static_cast<std::size_t>(response)];
  const double plain = part.row_at(parameters).dot(part.coefficients);
  return means_(response) + part.shrinkage * (plain - means_(response));
}

Vector Metamodel::at(const Vector& parameters) const {
  Vector all(means_.size());
  for (Index m = 0; m < all.size(); ++m) all(m) = at(parameters, m);
  return all;
}

Vector Metamodel::error_at(const Vector& parameters) const {
  Vector errors(means_.size());
  for (Index m = 0; m < errors.size(); ++m) {
    const Part& part = parts_[static_cast<std::size_t>(m)];
    const Eigen::RowVectorXd row = part.row_at(parameters);
    errors(m) = std::sqrt(rest_covariance_(m, m) * std::max(0.0, (row * part.design_inverse * row.transpose())(0, 0)));
  }
  return errors;
}

Matrix Metamodel::covariance(Index a, Index b) const {
  const Part &of_a = parts_[static_cast<std::size_t>(a)], &of_b = parts_[static_cast<std::size_t>(b)];
  if (a == b) return rest_covariance_(a, a) * of_a.design_inverse;
  return rest_covariance_(a, b) * of_a.design_inverse * (of_a.design.transpose() * of_b.design) * of_b.design_inverse;
}

namespace {

constexpr Index choices_of_functions[] = {1, 2, 3, 4, 6, 8, 12, 16};
constexpr Index functions_looked_at = 3;    // when parameters are compared for entering
constexpr Index most_in_products = 10;      // parameters whose products are tried
constexpr double exact_fit = 1e-12;         // share of the variance that counts as none left

/// Orthonormal columns that grow, and what they leave of the response.
class Residual {
 public:
  explicit Residual(const Vector& response) : rest_(response.array() - response.mean()), all_(rest_.squaredNorm()) {
    basis_.resize(response.size(), 0);
  }

  Index draws() const { return rest_.size(); }
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

  /// n · log(residual before / after) if orthonormal `columns` entered.
  double gain(const Matrix& columns) const {
    const double now = rest_.squaredNorm();
    if (now <= exact_fit * all_ || !(all_ > 0.0)) return 0.0;
    const double then = std::max(now - (columns.transpose() * rest_).squaredNorm(), exact_fit * all_);
    return static_cast<double>(draws()) * std::log(now / then);
  }

  void take(const Matrix& columns) {
    basis_.conservativeResize(Eigen::NoChange, basis_.cols() + columns.cols());
    basis_.rightCols(columns.cols()) = columns;
    rest_ -= columns * (columns.transpose() * rest_);
  }

  const Matrix& basis() const { return basis_; }

 private:
  Matrix basis_;
  Vector rest_;
  double all_;
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
  Selection(const Matrix& values, const Vector& response, const std::vector<Index>& candidates)
      : values_(values), response_(response), candidates_(candidates), residual_(response),
        price_(2.0 * std::log(static_cast<double>(std::max<std::size_t>(1, candidates.size())))),
        room_(response.size() / 4) {
    for (const Index parameter : candidates) {
      const Index functions = std::min(functions_looked_at, most_functions(response.size()));
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
      Residual others(response_);
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
    residual_ = Residual(response_);
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
  const Vector response_;
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
  const double price = std::log(static_cast<double>(std::max<Index>(1, candidates)));
  std::vector<std::vector<Metamodel::Term>> terms(static_cast<std::size_t>(responses.cols()));
  for (Index m = 0; m < responses.cols(); ++m)
    if (auto term = best_curve(Residual(responses.col(m)), values, parameter, price, responses.rows() / 4))
      terms[static_cast<std::size_t>(m)].push_back(std::move(*term));
  return {values, responses, std::move(terms)};
}

Metamodel fit_together(const Matrix& values, const Matrix& responses, const std::vector<Index>& candidates) {
  std::vector<std::vector<Metamodel::Term>> terms;
  for (Index m = 0; m < responses.cols(); ++m) terms.push_back(Selection(values, responses.col(m), candidates).run());
  return {values, responses, std::move(terms)};
}

}  // namespace tenure::analysis::decision
