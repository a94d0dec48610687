#include "Plugin/State/Session.h"

#include "Plugin/State/ParameterSnapshot.h"
#include "Plugin/State/Parameters.h"

namespace dequantizer
{

namespace
{
StoredSetting stored(ParameterSnapshot parameters, const SelectedModel& selected, const CurrentPreset& preset,
                     const Programs& programs)
{
    StoredSetting setting;
    setting.parameters = std::move(parameters);
    if (selected.model != nullptr)
    {
        setting.model = selected.model->packed;
        setting.modelPath = selected.model->path;
    }
    setting.preset = programs.name(preset.program).toStdString();
    if (preset.user != nullptr)
        setting.userPreset = preset.user->name;
    return setting;
}

bool isStored(const SharedModel& model, const StoredSetting& setting)
{
    return model != nullptr && setting.model.hash == model->packed.hash && setting.modelPath == model->path;
}
} // namespace

Session::Session(juce::AudioProcessor& processor, ModelSelection& selection, Programs& presets,
                 const UserPresets& presetsOfUser, Comparison& compared, EditorAppearance& editor)
    : plugin(processor), models(selection), programs(presets), userPresets(presetsOfUser), comparison(compared),
      appearance(editor)
{
}

State Session::capture() const
{
    State state;
    static_cast<StoredSetting&>(state) =
        stored(captureParameters(plugin), models.current(), programs.currentPreset(), programs);
    state.look = appearance.look();
    const auto sides = comparison.sides();
    state.isB = sides.isB;
    if (sides.other != nullptr)
        state.other = stored(sides.other->parameters, sides.other->model, sides.other->preset, programs);
    if (const auto own = models.own(); own != nullptr && models.current().slot != ownModelSlot)
        state.own = StoredModel{own->packed, own->path};
    return state;
}

void Session::restore(State state)
{
    auto model = modelOf(state);
    std::shared_ptr<const Setting> other;
    if (state.other)
    {
        auto modelOfOther = modelOf(*state.other);
        state.other->parameters[parameter::model] = static_cast<float>(modelOfOther.slot);
        other = std::make_shared<const Setting>(
            Setting{std::move(state.other->parameters), std::move(modelOfOther), presetOf(*state.other)});
    }

    auto own = state.own ? loadPackedModel(state.own->model, state.own->path) : nullptr;
    state.parameters[parameter::model] = static_cast<float>(model.slot);
    {
        const ModelSelection::FollowingPause pause(models);
        applyParameters(state.parameters, plugin, {}, ChangeOrigin::host);
        models.setOwn(std::move(own));
        models.select(model);
    }
    programs.restore(presetOf(state));
    comparison.restore({state.isB, std::move(other)});
    appearance.setLook(state.look);
}

CurrentPreset Session::presetOf(const StoredSetting& setting) const
{
    return {Programs::indexOf(setting.preset), userPresets.stored(setting.userPreset)};
}

SelectedModel Session::modelOf(const StoredSetting& setting) const
{
    const int slot = slotOf(setting);
    if (setting.model.isEmpty())
        return {nullptr, slot};
    // Hosts restore often, and mostly the state that is in use: its models need not be unpacked.
    if (auto model = models.current().model; isStored(model, setting))
        return {std::move(model), slot};
    if (const auto other = comparison.sides().other; other != nullptr && isStored(other->model.model, setting))
        return {other->model.model, slot};
    return {loadPackedModel(setting.model, setting.modelPath), slot};
}

int Session::slotOf(const StoredSetting& setting) const
{
    if (setting.model.isEmpty())
        return automaticModelSlot;
    const auto saved = setting.parameters.find(parameter::model);
    // A damaged session may hold any number, even one that does not fit an int.
    const bool isSlot = saved != setting.parameters.end() && saved->second >= 0.0f &&
                        saved->second <= static_cast<float>(lastModelSlot);
    return models.slotOfStored(isSlot ? juce::roundToInt(saved->second) : automaticModelSlot, setting.modelPath);
}

} // namespace dequantizer
