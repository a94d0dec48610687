#pragma once

#include "Training/TrainingSettings.h"

#include <nlohmann/json.hpp>

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dequantizer
{

/// A setting that is missing, unknown or out of range: what() is one sentence for the user.
class SettingsError : public std::invalid_argument
{
public:
    using std::invalid_argument::invalid_argument;
};

/// The description of one member of TrainingSettings. The default of a setting is the initial value of the member.
struct Setting
{
    template <typename Value>
    using Of = Value TrainingSettings::*;
    using Member = std::variant<Of<int>, Of<long>, Of<std::uint64_t>, Of<double>, Of<bool>, Of<std::string>,
                                Of<OperatorKind>, Of<BoundsKind>, Of<GradientMode>, Of<PrimalMask>, Of<LearnedSteps>,
                                Of<SolverAlgorithm>, Of<Basis>, Of<Sampling>, Of<ObjectiveKind>, Of<RateDecay>>;

    std::string name; ///< in JSON and in model files
    Member member;
    std::string text; ///< a description for the user, without its default

    double least = 0.0, greatest = 0.0; ///< the range of a number
    std::vector<std::string> choices{}; ///< the permitted texts; for an enumeration, all names in order
};

/// Every setting, in the order in which they are written.
[[nodiscard]] std::span<const Setting> trainingSettings();

/// The setting of this name, which must exist.
[[nodiscard]] const Setting& trainingSetting(std::string_view name);

/// Throws SettingsError, with a message about the setting, if one is out of range or conflicts with another.
void validate(const TrainingSettings& settings);

/// The iterations that `updates` lists; empty if it is not such a list.
[[nodiscard]] std::vector<int> updateIterations(const TrainingSettings& settings);

/// The depths (bits) to validate at: `bits`, or if a range is trained, every second depth of it from the second on.
[[nodiscard]] std::vector<int> validationDepths(const TrainingSettings& settings);

/// An object with a member for each setting.
[[nodiscard]] nlohmann::ordered_json toJson(const TrainingSettings& settings);

/// The inverse of toJson(). Ignores members that are not settings. Throws SettingsError if a setting is missing, or if
/// a value has the wrong type or is out of range.
[[nodiscard]] TrainingSettings settingsFromJson(const nlohmann::ordered_json& json);

/// A value as plain text, for model files and messages.
[[nodiscard]] std::string settingText(const nlohmann::ordered_json& value);

} // namespace dequantizer
