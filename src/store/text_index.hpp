// Whether the words of a text stand in the search: those that are for the system or the public do, none else.
#pragma once

#include "domain/free_text.hpp"

namespace tributary::store {

class Connection;

// As the text now is; to be called wherever a text is written.
void index_text(Connection& db, const domain::FreeText& text);

// Whether its words stand there, readable.
[[nodiscard]] bool is_indexed(Connection& db, domain::TextId id);

}  // namespace tributary::store
