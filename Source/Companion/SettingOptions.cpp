#include "Companion/SettingOptions.h"

#include "Companion/NumberRange.h"
#include "Files/PathOptions.h"
#include "Training/SettingsTable.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace dequantizer
{

namespace
{
CLI::Validator rangeOf(const Setting& setting, bool whole)
{
    if (setting.greatest < std::numeric_limits<double>::max())
        return whole ? CLI::Validator(CLI::Range(static_cast<long>(setting.least), static_cast<long>(setting.greatest)))
                     : numberWithin(setting.least, setting.greatest);
    return setting.least > 0.0 ? positiveNumber() : nonNegativeNumber();
}
} // namespace

CLI::Option& SettingOptions::declare(CLI::App& group, const std::string& option, std::string_view name,
                                     const std::string& note)
{
    const auto& setting = trainingSetting(name);
    const auto text = setting.text + note;
    auto* const declared = std::visit(
        [&](auto member) -> CLI::Option*
        {
            auto& value = settings.*member;
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_enum_v<Value>)
            {
                const auto assign = [&value, &setting](const std::string& word)
                { value = static_cast<Value>(std::ranges::find(setting.choices, word) - setting.choices.begin()); };
                return group.add_option_function<std::string>(option, assign, text)
                    ->check(CLI::IsMember(setting.choices))
                    ->default_str(setting.choices[static_cast<std::size_t>(value)]);
            }
            else if constexpr (std::is_same_v<Value, std::string>)
            {
                auto* const added = group.add_option(option, value, text)->capture_default_str();
                return setting.choices.empty() ? added : added->check(CLI::IsMember(setting.choices));
            }
            else if constexpr (std::is_same_v<Value, bool>)
                return group.add_flag(option, value, text);
            else
                return group.add_option(option, value, text)
                    ->check(rangeOf(setting, std::is_integral_v<Value>))
                    ->capture_default_str();
        },
        setting.member);
    options.emplace(name, declared);
    return *declared;
}

void SettingOptions::add(CLI::App& group, const std::string& option, std::string_view name)
{
    declare(group, option, name, "");
}

void SettingOptions::addDerived(CLI::App& group, const std::string& option, std::string_view name,
                                const std::string& fallback)
{
    declare(group, option, name, "; " + fallback + " if not given").default_str("");
}

void SettingOptions::copyGiven(TrainingSettings& target) const
{
    for (const auto& [name, option] : options)
        if (option->count() > 0)
            std::visit([&](auto member) { target.*member = settings.*member; }, trainingSetting(name).member);
}

bool SettingOptions::given(std::string_view name) const
{
    return options.find(name)->second->count() > 0;
}

} // namespace dequantizer
