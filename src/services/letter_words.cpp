#include "services/letter_words.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/digest.hpp"
#include "services/letters.hpp"
#include "services/members.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/project_store.hpp"

namespace tributary::services {

using domain::LetterKind;

namespace {

struct LetterText {
  std::string subject;
  std::string text;
};

LetterText invitation(const std::string& link) {
  return {.subject = "Choose your password for Tributary",
          .text = "An administrator has made an account for you in Tributary, where teams improve services together.\n\n"
                  "Choose your password here:\n" + link +
                  "\n\nThe link works once, for 72 hours. After that, ask for another with \"Forgot your password?\" on the sign-in "
                  "page.\n\nIf you did not expect this, do nothing: without a password nobody can sign in.\n"};
}

LetterText reset(const std::string& link) {
  return {.subject = "Choose a new password for Tributary",
          .text = "Somebody, you or an administrator, asked for a new password for your account.\n\nChoose it here:\n" + link +
                  "\n\nThe link works once, for 2 hours. Your old password works until you have chosen a new one.\n\n"
                  "If you did not ask for this, you need do nothing.\n"};
}

LetterText password_changed(std::string_view site) {
  return {.subject = "Your Tributary password was changed",
          .text = "The password of your account was changed just now, and every session of it has ended.\n\n"
                  "If that was you, you need do nothing. If it was not, choose a new one at once with \"Forgot your password?\" at\n" +
                  std::string(site) + "/sign-in\nand tell an administrator.\n"};
}

std::optional<LetterText> lead_named(Transaction& tx, domain::ProjectId id, std::string_view site) {
  const auto project = tx.projects().find(id);
  if (!project || project->deleted) return std::nullopt;
  std::string lead;
  for (const Member& member : members_of(tx, id))
    if (member.grant.role == domain::Role::project_lead) lead = member.name;
  return LetterText{.subject = "A new lead for \"" + project->name + "\"",
                    .text = lead + " leads your project \"" + project->name + "\" from now on: named by somebody who speaks for its place, because "
                            "nobody with an open account led it; or back after such a naming, since their own account is open again.\n\n"
                            "Who is named reads nothing that was written indoors before, unless its author opens it to them.\n\n" + std::string(site) + "/projects/" + std::to_string(id.value) + "\n"};
}

// Nothing where the person holds it again by now: somebody ended it by a slip.
std::optional<LetterText> role_ended(Transaction& tx, domain::GrantId id, std::string_view site) {
  const auto grant = tx.people().find_grant(id);
  const auto place = grant && grant->place ? tx.places().find(*grant->place) : std::nullopt;
  if (!place) return std::nullopt;
  for (const domain::Grant& held : tx.people().grants_of(grant->person))
    if (held.role == grant->role && held.place == grant->place) return std::nullopt;
  std::string role(base::word(grant->role));
  std::ranges::replace(role, '_', ' ');
  return LetterText{.subject = "You are no longer " + role + " at " + place->name,
                    .text = "Somebody else has ended your role: " + role + " at " + place->name + ". What you wrote and agreed stays as it is.\n\n"
                            "If you did not expect this, ask who speaks for the place, or an administrator. They are listed here:\n" +
                            std::string(site) + "/people\n"};
}

std::optional<LetterText> digest(Transaction& tx, const domain::Letter& letter, const domain::Person& to, std::string_view site, base::Instant now) {
  auto said = digest_text(tx, to, letter.made, site, now);
  if (!said) return std::nullopt;
  return LetterText{.subject = std::move(said->subject), .text = std::move(said->text)};
}

}  // namespace

std::optional<Email> write_letter(Transaction& tx, const domain::Letter& letter, const domain::Person& to, std::string_view site,
                                  base::Instant now) {
  const auto said = [&]() -> std::optional<LetterText> {
    switch (letter.kind) {
      case LetterKind::invitation: return invitation(password_link_address(site, make_password_link(tx, to.id, letter.kind, now)));
      case LetterKind::password_reset: return reset(password_link_address(site, make_password_link(tx, to.id, letter.kind, now)));
      case LetterKind::password_changed: return password_changed(site);
      case LetterKind::lead_named: return lead_named(tx, *letter.project, site);
      case LetterKind::role_ended: return role_ended(tx, *letter.grant, site);
      case LetterKind::digest: return digest(tx, letter, to, site, now);
    }
    base::check(false, "every letter has its words");
    return std::nullopt;
  }();
  if (!said) return std::nullopt;
  return Email{.id = std::to_string(letter.id.value) + "." + std::to_string(letter.made.time_since_epoch().count()),
               .to = to.email, .to_name = to.name, .subject = said->subject, .text = "Hello " + to.name + ",\n\n" + said->text, .at = now};
}

}  // namespace tributary::services
