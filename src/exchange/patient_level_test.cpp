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

TEST_CASE("NHS numbers are found as spreadsheets, tables and documents write them") {
  const auto code = [](std::string_view cells) { return refusal_of_cells(cells).code; };
  const std::string refused = "patient-level-data";
  CHECK(code("ID,Date,Days\n9434765919,2026-01-01,4\n9434765870,2026-02-01,5\n") == refused);
  CHECK(code("ID,Date,Days\n9434765919,2026-01-01,4\n") == refused);
  CHECK(code("ID,Date,Days\n9434765919.0,2026-01-01,4\n9434765870.0,2026-02-01,5\n") == refused);
  CHECK(code("ID,Date,Days\n\"9,434,765,919\",2026-01-01,4\n") == refused);
  CHECK(code("what,Date,Days\n943.476.5919,2026-01-01,4\n") == refused);
  CHECK(code("what,Date,Days\n943\u00A0476\u00A05919,2026-01-01,4\n") == refused);
  CHECK(code("what,Date,Days\n943\u2011476\u20115919,2026-01-01,4\n") == refused);
  CHECK(code("Month\t9434765919\t9434765870\nJan-26\t1\t2\nFeb-26\t1\t2\n") == refused);
  CHECK(code("Month\t9434765919\nJan-26\t1\n") == refused);
  CHECK(code("Date,Note\n2026-01-01,Patient 9434765919 fell\n") == refused);
  CHECK(code("9434765919,4\n9434765870,5\n") == refused);
}

TEST_CASE("amounts of ten digits pass, even where one or two are valid NHS numbers by chance") {
  const auto code = [](std::string_view cells) { return refusal_of_cells(cells).code; };
  CHECK(code("Month,Spend\nJan-26,9434765919\nFeb-26,9434765870\n").empty());
  CHECK(code("Month,Spend (\u00A3)\nJan-26,\"9,434,765,919\"\nFeb-26,\"9,434,765,870\"\n").empty());
  CHECK(code("Month,Value\nJan-26,9434765919\n").empty());
  CHECK(code("Month,Value\nJan-26,9434765919\nFeb-26,1234567890\nMar-26,4857773456\nApr-26,2345678901\nMay-26,17\n").empty());
  CHECK(code("Month,Value\nJan-26,9434765919.5\nFeb-26,943476.5919\n").empty());
  CHECK(code("Phone,Calls\n0161 496 0000,3\n01614960001,4\n").empty());
}

TEST_CASE("whose number or birth it is, and how it is written, may stand in the header") {
  for (const char* header : {"NHS Number of patient", "Date of Birth (dd/mm/yyyy)", "Patient DOB", "Child's date of birth", "DOB [dd/mm/yy]",
                             "NHS number (patient)", "Mother's NHS no.", "Name of patient"}) {
    CAPTURE(header);
    CHECK(refusal_of_cells("site," + std::string(header) + ",value\nA,x,1\n").code == "patient-level-data");
  }
  for (const char* header : {"NHS number recorded (%)", "Number of patients", "Date of birth complete (%)", "Patients", "Name of ward", "Births"}) {
    CAPTURE(header);
    CHECK(refusal_of_cells("month," + std::string(header) + "\nJan-26,95\nFeb-26,96\n").code.empty());
  }
}

TEST_CASE("days of birth are found where they are headed so, and those of children beside what happened to them") {
  const auto code = [](std::string_view cells) { return refusal_of_cells(cells).code; };
  const std::string refused = "patient-level-data";
  CHECK(code("Born,Date,Days\n03/04/1951,2026-01-01,4\n") == refused);
  CHECK(code("Birth,Date,Days\n03/04/2011,2026-01-01,4\n07/12/2002,2026-02-01,5\n") == refused);
  CHECK(code("Born,Days\n03/04/1951,4\n07/12/1942,5\n19/10/1963,4\n02/06/1970,4\n01/02/1961,3\n") == refused);
  CHECK(code("x,Seen,Days\n03/04/2011,01/01/2026,4\n07/12/2002,02/01/2026,5\n19/10/2013,05/01/2026,4\n02/06/2020,09/01/2026,4\n"
             "01/02/2003,12/01/2026,3\n05/06/2010,14/01/2026,1\n") == refused);
  CHECK(code("Born in,Babies\n01/01/2026,4\n01/02/2026,5\n01/03/2026,5\n").empty());  // months of births, in order
  CHECK(code("Month,Born\n01/01/2026,41\n01/02/2026,52\n").empty());
  CHECK(code("From,To,Falls\n01/01/2020,31/01/2020,4\n01/02/2020,29/02/2020,5\n01/03/2020,31/03/2020,5\n01/04/2020,30/04/2020,5\n").empty());
}
