#include "exchange/patient_level.hpp"

#include <doctest/doctest.h>

using namespace tributary;
using exchange::is_nhs_number;

namespace {

// The problem of the sheet, or one without a code.
base::Problem refusal_of_cells(std::string_view text) {
  const auto table = exchange::read_cells(text);
  REQUIRE(table.has_value());
  const auto done = exchange::refuse_patient_level(*table);
  return done ? base::Problem{} : done.error();
}

}  // namespace

TEST_CASE("the check digit of an NHS number is modulus 11") {
  CHECK(is_nhs_number("9434765919"));
  CHECK(is_nhs_number("9434765870"));  // remainder 0 after the subtraction: the digit is 0
  CHECK_FALSE(is_nhs_number("9434765918"));
  CHECK_FALSE(is_nhs_number("1111111111"));
  CHECK_FALSE(is_nhs_number("943476591"));
  CHECK_FALSE(is_nhs_number("943476591x"));
}

TEST_CASE("a column of NHS numbers is refused with its place and without any of them") {
  const auto problem = refusal_of_cells("ward,id,value\nA,9434765919,1\nB,9434765870,2\nC,4505577104,3\n");
  CHECK(problem.code == "patient-level-data");
  CHECK(problem.where == "B2");
  CHECK((problem.title + problem.detail + problem.where + problem.field).find("943") == std::string::npos);
  CHECK(refusal_of_cells("ward,id\nA,943 476 5919\n").code == "patient-level-data");
  CHECK(refusal_of_cells("ward,id\nA,943-476-5919\n").code == "patient-level-data");
  CHECK(refusal_of_cells("date,note\n2024-04-01,Patient 943 476 5919 fell\n").code == "patient-level-data");
}

TEST_CASE("ordinary ten-digit counts are not NHS numbers") {
  CHECK(refusal_of_cells("month,pounds\nApr,1234567890\nMay,9434765919\nJun,2345678901\nJul,1234567891\n").code.empty());
  CHECK(refusal_of_cells("month,pounds\nApr,9434765919\nMay,9434765870\n").code.empty());  // two alone may be chance
  CHECK(refusal_of_cells("month,rate\nApr,9434765919.5\nMay,0.9434765919\nJun,1.9434765870\nJul,1.9434765870\n").code.empty());
  CHECK(refusal_of_cells("month,phone\nApr,01614960000\nMay,0161 496 0000\n").code.empty());
  CHECK(refusal_of_cells("2024-04-01,2024042024\n2024-05-01,1\n").code.empty());
}

TEST_CASE("headers that name individuals are refused where their column is filled") {
  for (const char* header : {"NHS Number", "nhs_number", "NHS No.", "DOB", "D.O.B.", "Date of Birth", "Surname", "Patient's name",
                             "Patient ID", "Hospital number", "MRN", "forename"}) {
    CAPTURE(header);
    const auto problem = refusal_of_cells("site," + std::string(header) + ",value\nA,x,1\n");
    CHECK(problem.code == "patient-level-data");
    CHECK(problem.where == "B1");
  }
  CHECK(refusal_of_cells("site,Surname,value\nA,,1\n").code.empty());
  for (const char* header : {"Name", "ID", "Date of birth recorded (%)", "NHS numbers recorded", "Hospital name", "Site name",
                             "births", "Patients"}) {
    CAPTURE(header);
    CHECK(refusal_of_cells("site," + std::string(header) + "\nA,1\n").code.empty());
  }
}

TEST_CASE("a column of dates of birth is refused, and a series of dates is not") {
  CHECK(refusal_of_cells("x,y\n12/03/1941,1\n30/11/1986,2\n02/07/1952,3\n19/09/2003,4\n05/01/1938,5\n").code == "patient-level-data");
  CHECK(refusal_of_cells("x,y\n12-Mar-1941,1\n30-Nov-1986,2\n02-Jul-1952,3\n19-Sep-2003,4\n05-Jan-1938,5\n").code == "patient-level-data");
  std::string long_series = "date,value\n";
  for (const char* ward : {"A", "B"})
    for (int year = 1980; year < 2024; ++year) long_series += std::to_string(year) + "-03-31," + ward + "\n";
  CHECK(refusal_of_cells(long_series).code.empty());
  CHECK(refusal_of_cells("date,value\n31/03/2024,1\n30/04/2024,2\n15/01/2024,3\n16/02/2024,4\n01/01/2024,5\n").code.empty());
}
