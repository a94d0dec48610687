#pragma once

#include "Plugin/Standalone/Export.h"

#include <filesystem>
#include <memory>
#include <string>

namespace dequantizer
{

/// The restored sound in a temporary file, for programs to which the user drags it. Message thread.
class TemporaryResult
{
public:
    enum class Stage
    {
        none,
        rendering,
        ready,
        failed
    };

    /// The files are made in a folder of their own within `parent`, which the destructor removes.
    explicit TemporaryResult(std::filesystem::path parent);
    ~TemporaryResult();
    TemporaryResult(const TemporaryResult&) = delete;
    TemporaryResult& operator=(const TemporaryResult&) = delete;

    /// Starts to restore a sound in the background to a WAV file, NAME-restored.wav, unless this has been done or has
    /// begun with the same sound and settings. `state` comes from Processor::getStateInformation().
    void render(const juce::MemoryBlock& state, std::shared_ptr<const Sound> sound, const std::string& name);

    /// Advances stage() once the rendering has finished. To be called repeatedly.
    void update();

    /// Forgets the result and cancels an unfinished one.
    void discard();

    /// Keeps the file to the end, whatever is rendered later, because another program may refer to it.
    void keep() noexcept { isKept = true; }

    [[nodiscard]] Stage stage() const noexcept { return current; }

    /// The sound of the latest render(); null before it and after discard().
    [[nodiscard]] const std::shared_ptr<const Sound>& sound() const noexcept { return rendered; }

    /// 0 .. 1
    [[nodiscard]] double fractionDone() const noexcept { return work != nullptr ? work->fractionDone() : 0.0; }

    /// Complete if the stage is `ready`.
    [[nodiscard]] const std::filesystem::path& file() const noexcept { return target; }

    /// Why there is no file, in one sentence, if the stage is `failed`.
    [[nodiscard]] const std::string& error() const noexcept { return failure; }

    /// Whether a file is one of those made here.
    [[nodiscard]] bool contains(const std::filesystem::path& path) const;

private:
    void createFolder();
    [[nodiscard]] std::filesystem::path unusedFile(const std::string& name) const;

    const std::filesystem::path place;
    std::filesystem::path folder; // empty until it is needed
    juce::MemoryBlock settings;
    std::shared_ptr<const Sound> rendered;
    std::filesystem::path target;
    std::unique_ptr<Export> work;
    Stage current = Stage::none;
    std::string failure;
    bool isKept = false;
};

} // namespace dequantizer
