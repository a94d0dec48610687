#pragma once

#include "Plugin/Standalone/WholeSound.h"

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace dequantizer
{

/// Restores a whole sound into a file, in the background and with a processor of its own, so that playing goes on
/// meanwhile. The message thread's.
class Export
{
public:
    /// Begins. `state` is what Processor::getStateInformation() gave; the file's extension names the format, see
    /// writeSoundFile(). The file appears under its name when it is complete.
    Export(const juce::MemoryBlock& state, std::shared_ptr<const Sound> sound, std::filesystem::path file,
           int bitsPerSample);

    /// Cancels what is not finished, and waits until that is so.
    ~Export();
    Export(const Export&) = delete;
    Export& operator=(const Export&) = delete;

    /// Lets it finish soon, with no file.
    void cancel() noexcept { progress.cancelled = true; }

    /// 0 .. 1
    [[nodiscard]] double share() const noexcept { return progress.share; }

    [[nodiscard]] bool isFinished() const noexcept { return finished.load(std::memory_order_acquire); }

    // For when it has finished.

    /// Whether the file is there.
    [[nodiscard]] bool hasSucceeded() const noexcept { return succeeded; }

    /// Why it isn't, in one sentence; empty if it is or if it was cancelled.
    [[nodiscard]] const std::string& error() const noexcept { return failure; }

private:
    void run();

    Processor processor;
    const std::shared_ptr<const Sound> input;
    const std::filesystem::path target;
    const int bits;
    WorkProgress progress;
    std::string failure;
    bool succeeded = false;
    std::atomic<bool> finished{false}; // after the two above
    std::thread worker;
};

} // namespace dequantizer
