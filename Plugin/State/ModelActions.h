#pragma once

#include "Plugin/Models/ModelSelection.h"
#include "Plugin/State/EditHistory.h"
#include "Plugin/State/HostLink.h"

namespace dequantizer
{

/// The user's choice of a model. Each choice is one undoable edit that also sets the iterations to those that the model
/// was trained for. If the model cannot be loaded, nothing changes and HostLink::showError() says why. Message thread.
class ModelActions
{
public:
    /// All must outlive this object.
    ModelActions(juce::AudioProcessorValueTreeState& parameters, ModelSelection& selection, EditHistory& history,
                 HostLink& host);

    /// Restores with a model file, `path` in UTF-8.
    void loadFile(const std::string& path);

    /// Restores with the model in a slot of entries(). The automatic choice uses the shipped models, which follow the
    /// bit depth, and the built-in DCT where no shipped model fits.
    void choose(int slot);

    /// Restores with a model that was in use before, and leaves the iterations as they are. Does nothing if it is in
    /// use.
    void restore(const SelectedModel& choice);

    /// The next or previous model of entries(), wrapping around. Files that are not valid models are skipped, and
    /// reported after another model was selected.
    void chooseNext() { step(1); }
    void choosePrevious() { step(-1); }

    /// The models that are available now.
    [[nodiscard]] std::vector<ModelEntry> entries() { return models.entries(); }

    /// The user's folder of models, which need not exist.
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return models.folder(); }

private:
    class Change;

    void step(int direction);
    void apply(const SelectedModel& choice);

    juce::AudioProcessorValueTreeState& values;
    ModelSelection& models;
    EditHistory& edits;
    HostLink& link;
};

/// The memory that a model's stored form takes.
[[nodiscard]] int sizeInKiB(const SelectedModel& choice) noexcept;

} // namespace dequantizer
