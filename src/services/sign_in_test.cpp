#include "services/sign_in.hpp"

#include <doctest/doctest.h>

#include "services/letters.hpp"
#include "services/passwords.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using test::MeasuredPlace;

TEST_CASE("whoever found a session open learns no password by trying: ten wrong tries lock the change of it") {
  MeasuredPlace at;
  {
    const auto tx = at.database->write();
    set_password(*tx, at.lead.person, hash_password("copper kettle marble tide"), at.clock.now());
    tx->commit();
  }
  const std::string next = "seven herons at dusk";
  for (int i = 0; i < 10; ++i) CHECK(change_password(at.context, at.lead, "not this one", next).error().code == "password-wrong");
  CHECK(change_password(at.context, at.lead, "copper kettle marble tide", next).error().code == "sign-in-throttled");
  at.clock.set(at.clock.now() + std::chrono::minutes{16});
  CHECK(change_password(at.context, at.lead, "copper kettle marble tide", "demonstration only").error().code == "password-easily-guessed");
  CHECK(change_password(at.context, at.lead, "copper kettle marble tide", next).has_value());
}

}  // namespace tributary::services
