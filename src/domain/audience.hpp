// Audience: how far a free text travels. Indoors is the default and stays indoors.
#pragma once

#include "base/words.hpp"

namespace tributary::domain {

enum class Audience {
  indoors,  // the team and its mentor
  network,  // people who do such work: teams, mentors, locality leads
  system,   // everyone signed in but regulators
  public_,  // anyone, regulators included
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Audience> =
    tributary::base::word_list<tributary::domain::Audience>({
        {tributary::domain::Audience::indoors, "indoors"},
        {tributary::domain::Audience::network, "network"},
        {tributary::domain::Audience::system, "system"},
        {tributary::domain::Audience::public_, "public"},
    });
