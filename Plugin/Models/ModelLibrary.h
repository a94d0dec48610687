#pragma once

#include "Plugin/Models/LoadedModel.h"
#include "Plugin/Models/ModelSlots.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// A slot and the name of what it holds, as shown to the user.
struct ModelEntry
{
    int slot;
    std::string name; ///< UTF-8
};

/// The available models: the shipped ones and the .safetensors files in the user's folder. Not thread-safe.
class ModelLibrary
{
public:
    /// The folder need not exist.
    explicit ModelLibrary(std::filesystem::path userFolder);

    /// Reads the folder again; an unreadable folder counts as empty. Known files keep their slots. A new file takes a
    /// free slot or, if there is none, the slot of a file that is gone.
    void rescan();

    /// The automatic choice, the shipped models and the files, in the order of their slots; never ownModelSlot.
    [[nodiscard]] std::vector<ModelEntry> entries() const;

    /// The name of what a slot holds, as in entries(); empty if it holds nothing.
    [[nodiscard]] std::string nameOf(int slot) const;

    /// The model in a slot; null for the automatic choice, ownModelSlot and empty slots. Throws ModelError with one
    /// sentence if the slot's file is not a valid model.
    [[nodiscard]] SharedModel load(int slot) const;

    /// The slot of the file at this path (UTF-8); ownModelSlot if it is not in the folder.
    [[nodiscard]] int slotOf(const std::string& path) const;

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return userFolder; }

    /// The folder for models in the user's application data.
    [[nodiscard]] static std::filesystem::path defaultFolder();

private:
    struct File
    {
        std::filesystem::path path;
        bool exists;
    };

    [[nodiscard]] const File* fileAt(int slot) const noexcept;

    std::filesystem::path userFolder;
    std::vector<File> files; // in the slots from firstFolderSlot on
};

} // namespace dequantizer
