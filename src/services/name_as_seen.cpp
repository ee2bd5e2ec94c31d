#include "services/name_as_seen.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <memory>

#include "base/check.hpp"

namespace tributary::services {

namespace {

using icu::UnicodeString;

UnicodeString folded(const UnicodeString& name) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const form = icu::Normalizer2::getNFKCCasefoldInstance(error);
  UnicodeString out = form->normalize(name, error);
  base::check(U_SUCCESS(error), "any text has a folded form");
  return out;
}

using Checker = std::unique_ptr<USpoofChecker, decltype(&uspoof_close)>;

Checker opened() {
  UErrorCode error = U_ZERO_ERROR;
  Checker out(uspoof_open(&error), &uspoof_close);
  base::check(U_SUCCESS(error), "ICU has its table of confusable letters");
  return out;
}

UnicodeString skeleton(const UnicodeString& name) {
  static const Checker checker = opened();
  UErrorCode error = U_ZERO_ERROR;
  UnicodeString out;
  uspoof_getSkeletonUnicodeString(checker.get(), 0, name, out, &error);
  base::check(U_SUCCESS(error), "any text has a skeleton");
  return out;
}

bool is_blank(UChar32 each) {
  constexpr UChar32 braille_blank = 0x2800;
  return u_isUWhiteSpace(each) || u_iscntrl(each) || each == braille_blank;
}

}  // namespace

std::string name_as_seen(std::string_view name) {
  UnicodeString spaced;
  const UnicodeString all = UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
  for (std::int32_t at = 0; at < all.length(); at = all.moveIndex32(at, 1)) spaced.append(is_blank(all.char32At(at)) ? UChar32{' '} : all.char32At(at));
  // A skeleton may bring capital letters back ("0" is an "O"), and blanks of what was none.
  const UnicodeString bare = folded(skeleton(folded(spaced)));
  UnicodeString out;
  for (std::int32_t at = 0; at < bare.length(); at = bare.moveIndex32(at, 1)) {
    const UChar32 each = bare.char32At(at);
    if (!is_blank(each)) out.append(each);
    else if (!out.isEmpty() && !out.endsWith(u' ')) out.append(u' ');
  }
  if (out.endsWith(u' ')) out.truncate(out.length() - 1);
  std::string utf8;
  return out.toUTF8String(utf8);
}

}  // namespace tributary::services
