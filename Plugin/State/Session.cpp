#include "Plugin/State/Session.h"

#include "Plugin/State/ParameterSnapshot.h"
#include "Plugin/State/Parameters.h"

namespace dequantizer
{

Session::Session(juce::AudioProcessor& processor, ModelSelection& selection, Programs& presets,
                 EditorAppearance& editor)
    : plugin(processor), models(selection), programs(presets), appearance(editor)
{
}

State Session::capture() const
{
    State state;
    state.parameters = captureParameters(plugin);
    if (const auto model = models.current().model)
    {
        state.model = model->packed;
        state.modelPath = model->path;
    }
    state.preset = programs.name(programs.current()).toStdString();
    state.look = appearance.look();
    return state;
}

void Session::restore(State state)
{
    const int slot = slotFor(state);
    auto model = models.current().model;
    // Hosts restore often, and mostly the state that is in use: its model need not be unpacked.
    const bool isInUse = model != nullptr ? state.model.hash == model->packed.hash && state.modelPath == model->path
                                          : state.model.isEmpty();
    if (!isInUse)
        model = state.model.isEmpty() ? nullptr : loadPackedModel(state.model, state.modelPath);

    state.parameters[parameter::model] = static_cast<float>(slot);
    {
        const ModelSelection::FollowingPause pause(models);
        applyParameters(state.parameters, plugin, {}, ChangeOrigin::host);
        models.select({std::move(model), slot});
    }
    programs.restore(state.preset);
    appearance.setLook(state.look);
}

int Session::slotFor(const State& state) const
{
    if (state.model.isEmpty())
        return automaticModelSlot;
    const auto saved = state.parameters.find(parameter::model);
    // A damaged session may hold any number, even one that does not fit an int.
    const bool isSlot =
        saved != state.parameters.end() && saved->second >= 0.0f && saved->second <= static_cast<float>(lastModelSlot);
    return models.slotOfStored(isSlot ? juce::roundToInt(saved->second) : automaticModelSlot, state.modelPath);
}

} // namespace dequantizer
