#include "domain/guessable_password.hpp"

#include <doctest/doctest.h>

#include "domain/person.hpp"

using namespace tributary;
using domain::easily_guessed;

TEST_CASE("passwords that are tried first are refused, however long") {
  for (const char* password : {"password1234", "Password123!", "P@ssw0rd2026!", "passwordpassword", "demonstration only", "            ",
                               "aaaaaaaaaaaa", "121212121212", "abcxyabcxyabcxy", "123456789012", "qwertyuiop12", "1qaz2wsx1qaz2wsx1qaz2wsx",
                               "welcome to NHS", "Manchester2026", "letmeinplease", "administrator1", "summer2026!!", "tributary1234",
                               "stroke.lead@demo.example", "stroke.lead1234", "Stroke Lead 2026"}) {
    CAPTURE(password);
    CHECK_FALSE(easily_guessed(password, "stroke.lead@demo.example").empty());
  }
}

TEST_CASE("words that don't belong together pass, and so does what nobody thinks of") {
  for (const char* password : {"a long pass phrase of tests", "copper kettle marble tide", "ward teapot Oslo thirteen", "mq7#Lw2!zTr9", "nobody has this password",
                               "Seven herons at dusk", "manchester heron spoon velvet", "лодка туман вилка", "d4nger-mouse-parade"}) {
    CAPTURE(password);
    CHECK(easily_guessed(password, "stroke.lead@demo.example").empty());
  }
}

TEST_CASE("the demonstration's published password is for its own people alone") {
  CHECK(domain::check_password("demonstration only", {.email = "a@b.example"}).error().code == "password-easily-guessed");
  CHECK(domain::check_password("demonstration only", {.email = "a@b.example", .demonstration = true}).has_value());
  CHECK(domain::check_password("short", {.email = "a@b.example", .demonstration = true}).error().code == "password-too-short");
}
