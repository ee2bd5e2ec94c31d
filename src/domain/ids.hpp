// The identities of the things in the domain, each a type of its own.
#pragma once

#include "base/ids.hpp"

namespace tributary::domain {

using PersonId = base::Id<struct PersonTag>;
using GrantId = base::Id<struct GrantTag>;
using PlaceId = base::Id<struct PlaceTag>;
using OrganisationId = base::Id<struct OrganisationTag>;
using TeamId = base::Id<struct TeamTag>;
using GroupId = base::Id<struct GroupTag>;
using GroupMemberId = base::Id<struct GroupMemberTag>;
using ObjectiveId = base::Id<struct ObjectiveTag>;
using ProgrammeId = base::Id<struct ProgrammeTag>;
using InitiativeId = base::Id<struct InitiativeTag>;
using ProjectId = base::Id<struct ProjectTag>;
using DriverId = base::Id<struct DriverTag>;
using TextId = base::Id<struct TextTag>;
using MeasureId = base::Id<struct MeasureTag>;
using RecipeId = base::Id<struct RecipeTag>;
using ImportId = base::Id<struct ImportTag>;
using GhostId = base::Id<struct GhostTag>;
using PhaseId = base::Id<struct PhaseTag>;
using TargetId = base::Id<struct TargetTag>;
using TestId = base::Id<struct TestTag>;
using PredictionId = base::Id<struct PredictionTag>;
using AnswerId = base::Id<struct AnswerTag>;
using PackageId = base::Id<struct PackageTag>;
using PackageVersionId = base::Id<struct PackageVersionTag>;
using AdoptionId = base::Id<struct AdoptionTag>;
using UpstreamProposalId = base::Id<struct UpstreamProposalTag>;
using SupportSessionId = base::Id<struct SupportSessionTag>;
using ReviewId = base::Id<struct ReviewTag>;
using ReviewDayId = base::Id<struct ReviewDayTag>;
using HelpId = base::Id<struct HelpTag>;
using StandardId = base::Id<struct StandardTag>;
using AmendmentId = base::Id<struct AmendmentTag>;
using PositionId = base::Id<struct PositionTag>;
using LeverId = base::Id<struct LeverTag>;
using InvestmentId = base::Id<struct InvestmentTag>;
using ReturnId = base::Id<struct ReturnTag>;
using InterdependencyId = base::Id<struct InterdependencyTag>;
using InterdependentId = base::Id<struct InterdependentTag>;
using ViewId = base::Id<struct ViewTag>;
using ProposalId = base::Id<struct ProposalTag>;
using ActionId = base::Id<struct ActionTag>;
using JobId = base::Id<struct JobTag>;
using FlowModelId = base::Id<struct FlowModelTag>;
using FlowRunId = base::Id<struct FlowRunTag>;
using LetterId = base::Id<struct LetterTag>;

}  // namespace tributary::domain
