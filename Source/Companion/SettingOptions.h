#pragma once

#include "Training/TrainingSettings.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace CLI
{
class App;
class Option;
} // namespace CLI

namespace dequantizer
{

/// Command-line options for training settings. Types, ranges and descriptions come from SettingsTable.h.
class SettingOptions
{
public:
    /// The options write to `target`, which must outlive this object.
    explicit SettingOptions(TrainingSettings& target) : settings(target) {}

    /// Declares `option` for the setting `name`. The help text shows the default.
    void add(CLI::App& group, const std::string& option, std::string_view name);

    /// The same for a setting whose default depends on others; `fallback` describes the default.
    void addDerived(CLI::App& group, const std::string& option, std::string_view name, const std::string& fallback);

    /// Whether the user gave the setting `name`, for which an option must have been declared.
    [[nodiscard]] bool given(std::string_view name) const;

    /// Copies the settings that the user gave to `target`.
    void copyGiven(TrainingSettings& target) const;

private:
    CLI::Option& declare(CLI::App& group, const std::string& option, std::string_view name, const std::string& note);

    TrainingSettings& settings;
    std::map<std::string, CLI::Option*, std::less<>> options; // by setting
};

} // namespace dequantizer
