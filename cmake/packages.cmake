# Every library we link, by one name each, from Debian's packages. NOTICE names their licences.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

function(package name)
  cmake_parse_arguments(arg "" "" "HEADERS;LIBRARIES;INCLUDE" ${ARGN})
  add_library(pkg_${name} INTERFACE)
  add_library(pkg::${name} ALIAS pkg_${name})
  foreach(header IN LISTS arg_HEADERS)
    find_path(pkg_${name}_${header}_dir ${header} REQUIRED)
  endforeach()
  foreach(library IN LISTS arg_LIBRARIES)
    find_library(pkg_${name}_${library}_lib ${library} REQUIRED)
    target_link_libraries(pkg_${name} INTERFACE ${pkg_${name}_${library}_lib})
  endforeach()
  target_include_directories(pkg_${name} SYSTEM INTERFACE ${arg_INCLUDE})
endfunction()

package(expected HEADERS tl/expected.hpp)
package(date HEADERS date/tz.h LIBRARIES date-tz)
package(json HEADERS nlohmann/json.hpp)
package(csv HEADERS csv.h LIBRARIES csv)
package(sodium HEADERS sodium.h LIBRARIES sodium)
package(sqlite HEADERS sqlite3.h LIBRARIES sqlite3)
package(microhttpd HEADERS microhttpd.h LIBRARIES microhttpd)
package(curl HEADERS curl/curl.h LIBRARIES curl)
package(cli11 HEADERS CLI/CLI.hpp)
package(boost_math HEADERS boost/math/distributions.hpp)
package(pagmo HEADERS pagmo/problem.hpp LIBRARIES pagmo boost_serialization tbb)
package(toml HEADERS toml++/toml.h)
package(doctest HEADERS doctest/doctest.h)
target_link_libraries(pkg_microhttpd INTERFACE Threads::Threads)

# Compiled spdlog: the header-only form costs eight seconds a file.
package(spdlog HEADERS spdlog/spdlog.h LIBRARIES spdlog fmt)
target_compile_definitions(pkg_spdlog INTERFACE SPDLOG_COMPILED_LIB SPDLOG_FMT_EXTERNAL)

# OpenMPI, where it is installed: tributary-mpi is built then, and nothing else takes it.
find_package(MPI QUIET COMPONENTS C)
