#include "store/text_index.hpp"

#include "store/connection.hpp"

namespace tributary::store {

namespace {

// What belongs to a prediction or its answer stays out too: nobody outside sees that before its time.
bool is_searched(const domain::FreeText& text) {
  using domain::Audience;
  using domain::TextThing;
  if (text.deleted || text.subject.is_story()) return false;
  if (text.audience != Audience::system && text.audience != Audience::public_) return false;
  switch (text.subject.thing) {
    case TextThing::project:
    case TextThing::test:
    case TextThing::session:
    case TextThing::review: return true;
    default: return false;
  }
}

}  // namespace

bool is_indexed(Connection& db, domain::TextId id) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM search_text WHERE rowid = :id)", id);
}

void index_text(Connection& db, const domain::FreeText& text) {
  db.run("DELETE FROM search_text WHERE rowid = :id", text.id);
  if (is_searched(text)) db.run("INSERT INTO search_text (rowid, body) VALUES (:a, :b)", text.id, text.body);
}

}  // namespace tributary::store
