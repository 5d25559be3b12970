#include "analysis/fit/ready_world.h"

namespace tenure::analysis::fit {
namespace {

std::string with(std::string text, const std::string& leaving) {
  static const std::string mark = "@leaving@";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + leaving.size()))
    text.replace(at, mark.size(), leaving);
  return text;
}

}  // namespace

std::string ready_world(const std::string& leaving) {
  return with(R"(
# ---- what the ready models' contacts do -------------------------------------------------------------------------------

# The tables say nothing of it. These are the figures of scenarios/saas_start.toml, mostly vendors' and assumed: the answer
# hangs on them, so look at each. causal_discount shrinks what nobody measured in an experiment.

[evidence]
causal_discount = { value = 0.4, low = 0.14, high = 1.0, grade = "C", source = "Gainsight 2024 relayed by legitlads: 30 to 50 % of the observed uplift" }

[transition.activation]
from = ["onboarding"]
to = "active"
time = { dist = "lognormal", median = "21 d", sigma = { value = 0.6, grade = "U", source = "assumption" }, grade = "U", source = "assumption" }
acts_on = "speed"

[state.goal]
label = "Value goal agreed"
half_life = "never"
[state.goal.acts.first_value]
transitions = ["activation"]
ratio = { value = 1.5, low = 1.0, high = 2.0, grade = "U", source = "assumption" }
evidence = "observational"

[state.relationship]
label = "Relationship"
half_life = { value = "120 d", low = "90 d", high = "180 d", grade = "U", source = "assumption" }
[state.relationship.acts.loyalty]
@leaving@
ratio = { value = 0.956, low = 0.62, high = 1.0, grade = "C", source = "saber.app relaying Gainsight and TSIA, userintuition.ai" }
evidence = "observational"

[state.reviews]
label = "Value shown in reviews"
half_life = { value = "120 d", grade = "C", source = "saasdash, pulserevops.com" }
cap = 4.0
[state.reviews.acts.value_shown]
@leaving@
ratio = { value = 0.9, low = 0.8, high = 1.0, grade = "C", source = "saasdash, pulserevops.com: retention with quarterly reviews" }
evidence = "observational"

[state.commitment]
label = "Renewal prepared"
half_life = { value = "60 d", grade = "U", source = "assumption" }
[state.commitment.acts.prepared]
@leaving@
ratio = { value = 0.95, low = 0.85, high = 1.0, grade = "U", source = "assumption" }
evidence = "observational"

[state.reminded]
label = "Reminded"
half_life = { value = "60 d", low = "56 d", high = "90 d", grade = "U", source = "assumption" }
[state.reminded.acts.reminded]
@leaving@
ratio = { value = 0.95, low = 0.85, high = 1.02, grade = "U", source = "assumption" }
evidence = "observational"

[state.let_down]
label = "Let down"
half_life = { value = "60 d", grade = "U", source = "assumption" }
[state.let_down.acts.doubt]
@leaving@
ratio = { value = 1.15, low = 1.0, high = 1.4, grade = "U", source = "assumption: a promised contact that did not come" }
evidence = "assumed"

[satisfaction]
start = { value = 0.7, low = 0.6, high = 0.8, grade = "U", source = "assumption" }
expectation = { value = 0.7, low = 0.6, high = 0.8, grade = "U", source = "assumption" }
weight = { value = 0.3, low = 0.1, high = 0.5, grade = "U", source = "assumption: form of Bolton 1998" }
settled_after = { value = 10, low = 5, high = 20, grade = "U", source = "assumption: form of Bolton 1998" }
loss_aversion = { value = 2.0, low = 1.0, high = 2.5, grade = "J", source = "Mittal, Ross and Baldasare 1998: losses weigh more" }
expectation_weight = { value = 0.1, low = 0.0, high = 0.3, grade = "U", source = "assumption" }
half_life = { value = "90 d", low = "60 d", high = "180 d", grade = "U", source = "assumption: a contact is felt for a season" }
[satisfaction.acts.loyalty]
@leaving@
ratio = { value = 0.357, low = 0.2, high = 0.5, grade = "C", source = "Kriss 2014: membership after a year 74 against 43 %" }
evidence = "observational"
)",
              leaving);
}

std::string ready_patience() {
  return "mode = \"open\"\npatience = { dist = \"lognormal\", median = \"40 h\", sigma = { value = 0.8, grade = \"U\", source = "
         "\"assumption\" }, grade = \"U\", source = \"assumption\" }\npatience_clock = \"working\"\n";
}

std::string ready_unresolved(const std::string& demand, const std::string& leaving) {
  return "experience = { value = 0.85, low = 0.7, high = 0.95, grade = \"J\", source = \"Zendesk 2015: 85 % good by e-mail\" }\n"
         "missed_experience = { value = 0.1, low = 0.0, high = 0.3, grade = \"U\", source = \"assumption\" }\n[demand." +
         demand + ".missed.unresolved]\n" + leaving +
         "\nratio = { value = 3.0, low = 2.0, high = 5.0, grade = \"B\", source = \"SQM 2008: unresolved customers defect 5 times "
         "as often; discounted\" }\nhalf_life = { value = \"60 d\", grade = \"U\", source = \"assumption\" }\naccumulate = "
         "\"renew\"\nevidence = \"observational\"\n";
}

}  // namespace tenure::analysis::fit
