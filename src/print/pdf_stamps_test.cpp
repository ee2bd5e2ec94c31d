#include "print/pdf_stamps.hpp"

#include <doctest/doctest.h>

namespace tributary::print {

TEST_CASE("a PDF says that it was made on the day given, and nothing else of it moves") {
  const std::string before = "%PDF-1.4\n1 0 obj\n<</Title (Board)\n/CreationDate (D:20261127055336+00'00')\n/ModDate (D:20261127055336+00'00')>>\nendobj\n%%EOF\n";
  const base::Date day = *base::make_date(2025, 3, 1);
  std::string pdf = before;
  REQUIRE(stamp_pdf(pdf, day));
  CHECK(pdf.size() == before.size());
  CHECK(pdf == "%PDF-1.4\n1 0 obj\n<</Title (Board)\n/CreationDate (D:20250301000000+00'00')\n/ModDate (D:20250301000000+00'00')>>\nendobj\n%%EOF\n");
  std::string later = before;
  later.replace(later.find("055336"), 6, "235959");
  REQUIRE(stamp_pdf(later, day));
  CHECK(later == pdf);
}

TEST_CASE("cells are named by their rank, whatever numbers their process gave them, and stay sorted") {
  const auto of = [](const char* first, const char* second, const char* third) {
    std::string pdf = "/CreationDate (D:20261127055336+00'00')\n/ModDate (D:20261127055336+00'00')\n/ID (node" + std::string(second) + ")\n/Headers [(node" + first + ") (node" + third +
                      ")]\n/Names [(node" + first + ") 1 0 R (node" + second + ") 2 0 R (node" + third + ") 3 0 R]\n/Title (a \\(node00000024\\) b)\n";
    REQUIRE(stamp_pdf(pdf, *base::make_date(2025, 3, 1)));
    return pdf;
  };
  const std::string pdf = of("00000024", "00000099", "00000100");
  CHECK(pdf == of("00000025", "00000101", "12345678"));
  CHECK(pdf.find("/ID (node00000002)") != std::string::npos);
  CHECK(pdf.find("/Headers [(node00000001) (node00000003)]") != std::string::npos);
  CHECK(pdf.find("/Title (a \\(node00000024\\) b)") != std::string::npos);
}

TEST_CASE("a PDF without such dates, or cut off within one, stays as it is") {
  for (const std::string_view text : {"", "%PDF-1.4\n%%EOF\n", "/CreationDate (D:2026", "/CreationDate (D:20261127055336) (node00000007)", "/CreationDate (D:notdigitsatall)/ModDate (D:notdigitsatall)"}) {
    std::string pdf(text);
    CHECK_FALSE(stamp_pdf(pdf, *base::make_date(2025, 3, 1)));
    CHECK(pdf == text);
  }
}

}  // namespace tributary::print
