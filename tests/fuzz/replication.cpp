// Any bytes as a kept replication: refused with a reason, or written again and read again as the same.
#include "exchange/flow/replication_bytes.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace flow = tributary::exchange::flow;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto read = flow::replication_in({bytes, size});
  if (!read) {
    check(read.error().code == "replication-unreadable" && !read.error().detail.empty(), "a refusal says what to do");
    return 0;
  }
  const auto written = flow::bytes_of(*read);
  const auto again = flow::replication_in(written);
  check(again.has_value() && flow::bytes_of(*again) == written, "what is read can be kept and had again");
  return 0;
}
