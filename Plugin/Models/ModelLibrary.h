#pragma once

#include "Plugin/Models/LoadedModel.h"
#include "Plugin/Models/ModelSlots.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// A slot that holds a model, for people.
struct ModelChoice
{
    int slot;
    std::string name; ///< in UTF-8
};

/// The models to choose from: those that are part of the plugin, and the files (.safetensors) of the user's folder.
/// One thread at a time.
class ModelLibrary
{
public:
    /// `userFolder` need not be there.
    explicit ModelLibrary(std::filesystem::path userFolder);

    /// Looks what is in the folder now. One that can't be read is as good as an empty one. Files that were there before
    /// keep their slots; the slots of those that are gone are given away last.
    void rescan();

    /// By slot: the automatic choice, the shipped models and those in the folder; never ownModelSlot.
    [[nodiscard]] std::vector<ModelChoice> choices() const;

    /// The model at a slot; null for the automatic choice, for ownModelSlot and where there is none. Throws ModelError
    /// with one sentence if a file of the folder is no model.
    [[nodiscard]] SharedModel load(int slot) const;

    /// The slot of the folder's file of that path (UTF-8), or ownModelSlot if it is no file of the folder.
    [[nodiscard]] int slotOf(const std::string& path) const;

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return userFolder; }

    /// Where people keep their models on this computer.
    [[nodiscard]] static std::filesystem::path usualFolder();

private:
    struct File
    {
        std::filesystem::path path;
        bool isThere;
    };

    [[nodiscard]] const File* fileAt(int slot) const noexcept;

    std::filesystem::path userFolder;
    std::vector<File> files; // at firstFolderSlot and after
};

} // namespace dequantizer
