// A password that is long and still among the first that somebody would try.
//
// Idea      length keeps out machines that try everything; people who guess try words, keyboards, names and what is printed
// Method    refused are: fewer than five different characters; a short piece over and over; what is left, once the owner's
//           address and runs such as 1234 and qwerty are taken out, being too short; letters (with 0 for o and the like) that
//           are at most two different words of a short list of ours, which holds this program's own words
// Promises  four words that don't belong together pass; nothing is sent anywhere to ask
#pragma once

#include <string>
#include <string_view>

namespace tributary::domain {

// Why it is easily guessed, in a sentence; empty where it isn't. `email` is its owner's.
[[nodiscard]] std::string easily_guessed(std::string_view password, std::string_view email);

}  // namespace tributary::domain
