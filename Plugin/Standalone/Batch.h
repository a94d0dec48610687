#pragma once

#include "AudioFile/SoundJobs.h"
#include "Files/TemporaryFile.h"
#include "Plugin/Standalone/Export.h"

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// Restores several sound files in the background, one after the other, with the same settings. Each output has the
/// format of its extension, the default depth for a restored sound, and the tags and loops of its input. A file that
/// cannot be restored does not stop the others. Message thread.
class Batch
{
public:
    /// Starts with the first file. `state` comes from Processor::getStateInformation().
    Batch(juce::MemoryBlock state, std::vector<SoundJob> jobs);

    /// Cancels an unfinished batch and waits for its present file to end.
    ~Batch();
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    /// Goes on to the next step once the present one has finished. To be called repeatedly.
    void update();

    /// Ends the batch soon. Files that are complete stay.
    void cancel();

    [[nodiscard]] bool isFinished() const noexcept { return step == Step::finished; }
    [[nodiscard]] bool wasCancelled() const noexcept { return cancelled; }

    /// 0 .. 1, weighted by the size of the files.
    [[nodiscard]] double fractionDone() const;

    /// The number of files in all, and of those that have been begun, restored, and failed.
    [[nodiscard]] std::size_t total() const noexcept { return files.size(); }
    [[nodiscard]] std::size_t begun() const noexcept { return step == Step::finished ? index : index + 1; }
    [[nodiscard]] std::size_t restored() const noexcept { return succeeded; }

    /// One sentence for each file that could not be restored, which names it.
    [[nodiscard]] const std::vector<std::string>& failures() const noexcept { return failed; }

private:
    enum class Step
    {
        reading,
        restoring,
        finished
    };

    struct Input
    {
        std::shared_ptr<const Sound> sound;
        std::filesystem::path file;                  // that the sound was read from
        std::shared_ptr<const TemporaryFile> sample; // is that file for a sample of a tracker module
        std::string error;
    };

    [[nodiscard]] static Input read(const SoundJob& job);
    void beginReading();
    void beginRestoring();
    void next(const std::string& error);

    const juce::MemoryBlock settings;
    const std::vector<SoundJob> files;
    std::vector<double> weights; // of the files; their sum is 1
    std::size_t index = 0;
    std::size_t succeeded = 0;
    std::vector<std::string> failed;
    double done = 0.0; // the weights of the files before `index`
    Step step = Step::reading;
    bool cancelled = false;
    std::future<Input> reading;
    Input input; // of the present file, once it has been read
    std::unique_ptr<Export> restoring;
};

/// What became of a batch that has finished, in one sentence.
[[nodiscard]] juce::String summaryOf(const Batch& batch, const juce::File& outputFolder);

} // namespace dequantizer
