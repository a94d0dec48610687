#pragma once

#include "Plugin/Standalone/WholeSound.h"

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace dequantizer
{

/// Restores a sound to a file in the background, with a Processor of its own, so playback can continue. Message thread.
class Export
{
public:
    /// Starts the export. `state` comes from Processor::getStateInformation(); the file's extension selects the format,
    /// see writeSoundFile(). The file appears under its name once it is complete. It keeps what the file
    /// `original`, if given, contains beside its sound.
    Export(const juce::MemoryBlock& state, std::shared_ptr<const Sound> sound, std::filesystem::path file,
           int bitsPerSample, std::filesystem::path original = {});

    /// Cancels an unfinished export and waits for it to end.
    ~Export();
    Export(const Export&) = delete;
    Export& operator=(const Export&) = delete;

    /// Ends the export soon, without a file.
    void cancel() noexcept { progress.cancelled = true; }

    /// 0 .. 1
    [[nodiscard]] double fractionDone() const noexcept { return progress.fractionDone; }

    [[nodiscard]] bool isFinished() const noexcept { return finished.load(std::memory_order_acquire); }

    // After it has finished:

    /// Whether the file was written.
    [[nodiscard]] bool hasSucceeded() const noexcept { return succeeded; }

    /// Why it was not written, in one sentence; empty if it was, or if the export was cancelled.
    [[nodiscard]] const std::string& error() const noexcept { return failure; }

private:
    void run();

    Processor processor;
    const std::shared_ptr<const Sound> input;
    const std::filesystem::path target;
    const int bits;
    const std::filesystem::path extrasFrom;
    WorkProgress progress;
    std::string failure;
    bool succeeded = false;
    std::atomic<bool> finished{false}; // set after the two above
    std::thread worker;
};

} // namespace dequantizer
