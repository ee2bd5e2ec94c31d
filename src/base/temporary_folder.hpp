// The folder of temporary files: what is wrong with it, where a file can't be made or written there.
#pragma once

#include <string>

namespace tributary::base {

// In sentences, with how to mend it: it isn't there, it can't be written in, or there is no room. Names no path: others may read it.
[[nodiscard]] std::string what_ails_temporary_folder();

}  // namespace tributary::base
