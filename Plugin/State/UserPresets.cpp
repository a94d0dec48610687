#include "Plugin/State/UserPresets.h"

#include "Model/ModelError.h"
#include "Plugin/State/Parameters.h"

#include <algorithm>
#include <optional>

namespace dequantizer
{

template <typename Request>
bool UserPresets::attempt(Request request)
{
    try
    {
        link.showError({});
        request();
        return true;
    }
    catch (const PresetError& error)
    {
        link.showError(error.what());
        return false;
    }
}

class UserPresets::Removal final : public juce::UndoableAction
{
public:
    Removal(UserPresets& changed, UserPreset preset) : presets(changed), removed(std::move(preset)) {}

    bool perform() override
    {
        return presets.attempt(
            [this]
            {
                // When this is redone, the file may be another one, or gone.
                const auto& folder = presets.folder;
                if (folder.contains(removed.name) && encodePreset(folder.load(removed.name)) == encodePreset(removed))
                    presets.folder.remove(removed.name);
            });
    }

    bool undo() override
    {
        return presets.attempt(
            [this]
            {
                // Another one may have got the name since.
                if (!presets.folder.contains(removed.name))
                    presets.folder.save(removed);
            });
    }

private:
    UserPresets& presets;
    const UserPreset removed;
};

UserPresets::UserPresets(std::filesystem::path presetFolder, juce::AudioProcessor& processor, ModelSelection& selection,
                         ModelActions& actions, Programs& presets, EditHistory& history, HostLink& host)
    : folder(std::move(presetFolder)), plugin(processor), models(selection), modelActions(actions), programs(presets),
      edits(history), link(host)
{
}

std::string UserPresets::current() const
{
    const auto preset = programs.currentPreset().user;
    return preset != nullptr ? preset->name : "";
}

bool UserPresets::isModified() const
{
    const auto preset = programs.currentPreset().user;
    return programs.isModified() || (preset != nullptr && preset->model != models.nameOfCurrent());
}

UserPreset UserPresets::settings(const std::string& name) const
{
    UserPreset preset{name, captureParameters(plugin), models.nameOfCurrent()};
    for (const auto* excluded : {parameter::bypass, parameter::model})
        preset.values.erase(excluded);
    return preset;
}

void UserPresets::choose(const std::string& name)
{
    attempt([&] { apply(std::make_shared<const UserPreset>(folder.load(name))); });
}

void UserPresets::apply(std::shared_ptr<const UserPreset> preset)
{
    std::string error;
    {
        const EditHistory::Step step(edits);
        if (preset->model != models.nameOfCurrent())
        {
            const auto available = models.entries();
            const auto model = std::find_if(available.begin(), available.end(),
                                            [&](const ModelEntry& entry) { return entry.name == preset->model; });
            try
            {
                if (model == available.end())
                    throw ModelError("it is not on this computer");
                modelActions.restore(models.load(model->slot));
            }
            catch (const ModelError& refusal)
            {
                error = "The preset's model \"" + preset->model +
                        "\" cannot be used, so the current one stays: " + refusal.what() + ".";
            }
        }
        applyParameters(preset->values, plugin, {parameter::bypass, parameter::model}, ChangeOrigin::user);
        programs.makeCurrent({programs.current(), std::move(preset)});
    }
    if (!error.empty())
        link.showError(error);
}

void UserPresets::save()
{
    if (const auto name = current(); !name.empty())
        attempt(
            [&]
            {
                auto preset = settings(name);
                folder.save(preset);
                programs.replaceCurrent({programs.current(), std::make_shared<const UserPreset>(std::move(preset))});
            });
}

void UserPresets::saveAs(const std::string& name)
{
    if (!name.empty() && name == current())
        return save();
    attempt(
        [&]
        {
            if (folder.contains(name))
                throw PresetError("There is already a preset named \"" + name + "\".");
            auto preset = settings(name);
            folder.save(preset);
            programs.makeCurrent({programs.current(), std::make_shared<const UserPreset>(std::move(preset))});
        });
}

void UserPresets::rename(const std::string& name)
{
    const auto preset = programs.currentPreset().user;
    if (preset == nullptr || preset->name == name)
        return;
    attempt(
        [&]
        {
            folder.rename(preset->name, name);
            auto renamed = *preset;
            renamed.name = name;
            programs.replaceCurrent({programs.current(), std::make_shared<const UserPreset>(std::move(renamed))});
        });
}

void UserPresets::remove()
{
    std::optional<UserPreset> preset;
    if (const auto name = current(); name.empty() || !attempt([&] { preset = folder.load(name); }))
        return;
    const EditHistory::Step step(edits);
    if (edits.perform(std::make_unique<Removal>(*this, *std::move(preset))))
        programs.makeCurrent({programs.current(), nullptr});
}

void UserPresets::importFile(const std::string& path)
{
    attempt(
        [&]
        {
            auto preset = PresetFolder::loadFile(std::u8string(path.begin(), path.end()));
            const auto name = preset.name;
            const auto isTaken = [&]
            { return folder.contains(preset.name) && encodePreset(*stored(preset.name)) != encodePreset(preset); };
            for (int number = 2; isTaken(); ++number)
                preset.name = name + " " + std::to_string(number);
            folder.save(preset);
            apply(std::make_shared<const UserPreset>(std::move(preset)));
        });
}

void UserPresets::exportFile(const std::string& path)
{
    attempt([&] { PresetFolder::saveFile(settings(current()), std::u8string(path.begin(), path.end())); });
}

std::shared_ptr<const UserPreset> UserPresets::stored(const std::string& name) const
{
    if (name.empty())
        return nullptr;
    try
    {
        return std::make_shared<const UserPreset>(folder.load(name));
    }
    catch (const PresetError&)
    {
        return std::make_shared<const UserPreset>(UserPreset{name, {}, {}});
    }
}

} // namespace dequantizer
