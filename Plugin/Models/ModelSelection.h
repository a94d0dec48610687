#pragma once

#include "Plugin/Models/ModelLibrary.h"

#include <functional>
#include <mutex>

namespace dequantizer
{

/// A model and the slot it was selected by.
struct SelectedModel
{
    SharedModel model; ///< null for the shipped models
    int slot = automaticModelSlot;
};

/// The model that restores: the one in the slot that the parameter "model" asks for. Keeps the session's own model for
/// ownModelSlot. Any thread but the audio thread, except while the host renders offline.
class ModelSelection
{
public:
    /// `modelParameter` reads the parameter "model"; it is called on the threads that call this object.
    ModelSelection(std::filesystem::path userFolder, std::function<int()> modelParameter);

    /// If the last requested slot could not be loaded, the slot is that one and the model is still the previous one.
    [[nodiscard]] SelectedModel current() const;

    /// The name of the current model, as in entries().
    [[nodiscard]] std::string nameOfCurrent() const;

    /// The slot that the parameter asks for now, see currentSlot().
    [[nodiscard]] int requestedSlot() const { return currentSlot(readParameter()); }

    /// A model for ownModelSlot becomes the session's own.
    void select(const SelectedModel& choice);

    /// The session's own model, which may not be in use; null if there is none.
    [[nodiscard]] SharedModel own() const;
    void setOwn(SharedModel model);

    /// Loads and selects what the parameter asks for if that has changed; returns whether it has. Throws ModelError
    /// with one sentence if the slot's file is not a valid model: once, then the previous model stays until another
    /// slot is requested.
    bool followParameter();

    /// The model in a slot, not selected yet. Throws ModelError with one sentence.
    [[nodiscard]] SelectedModel load(int slot) const;

    /// Reads a model file, `path` in UTF-8, and finds its slot in the user's folder, or ownModelSlot. It is not
    /// selected yet. Throws ModelError with one sentence.
    [[nodiscard]] SelectedModel loadFile(const std::string& path);

    /// The models that are available now, in the order of their slots, including the session's own if it has one.
    [[nodiscard]] std::vector<ModelEntry> entries();

    /// The slot on this computer of a model that a session stored with the slot and the path it had where it was saved:
    /// the same slot if it holds that model here too, else ownModelSlot: a model that was replaced stays in its
    /// sessions.
    [[nodiscard]] int slotOfStored(int savedSlot, const std::string& path) const;

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return library.folder(); }

    /// Suspends followParameter() during its lifetime, while the parameter and the selection are changed together.
    class FollowingPause
    {
    public:
        explicit FollowingPause(ModelSelection& selection);
        ~FollowingPause();
        FollowingPause(const FollowingPause&) = delete;
        FollowingPause& operator=(const FollowingPause&) = delete;

    private:
        ModelSelection& paused;
    };

private:
    const std::function<int()> readParameter;

    mutable std::mutex mutex; // guards what follows
    ModelLibrary library;
    SelectedModel selected;
    SharedModel ownModel; // of ownModelSlot
    int pauses = 0;
};

} // namespace dequantizer
