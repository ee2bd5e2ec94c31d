// What a PDF says of when and in which process it was made, so that printing the same again gives the same bytes.
//
// Method    Chromium's PDFs state the moment twice, as CreationDate and ModDate of their information, D:YYYYMMDDhhmmss in plain bytes: the
//           given day's digits take their place. They name cells of tables by numbers of the process, "(node00000024)", in the tags and in
//           the sorted list of their names: each becomes its rank among them, which keeps that order. Lengths stay, so that every object
//           is where the table at the end says. They have no /ID  [ISO 32000-1, 7.9.4, 7.9.6 and 14.3.3; seen in Skia/PDF m156]
#pragma once

#include <string>

#include "base/date.hpp"

namespace tributary::print {

// False where no such date stands in it: then nothing was changed.
bool stamp_pdf(std::string& pdf, base::Date made);

}  // namespace tributary::print
