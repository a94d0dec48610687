#include "Plugin/Standalone/Export.h"

#include "AudioFile/WriteSoundFile.h"
#include "Files/Utf8Path.h"
#include "Model/ModelError.h"

#include <exception>
#include <new>

namespace dequantizer
{

namespace
{
constexpr int maxBlock = 4096;
}

Export::Export(const juce::MemoryBlock& state, std::shared_ptr<const Sound> sound, std::filesystem::path file,
               int bitsPerSample, std::filesystem::path original)
    : input(std::move(sound)), target(std::move(file)), bits(bitsPerSample), extrasFrom(std::move(original))
{
    // The processor has a timer, so it is constructed, prepared and destroyed on the message thread.
    try
    {
        checkSoundFileTarget(target, bits);
        processor.setNonRealtime(true);
        processor.setStateInformation(state.getData(), static_cast<int>(state.getSize()));
        prepareFor(processor, *input, maxBlock);
    }
    catch (const std::exception& error)
    {
        failure = error.what();
        finished = true;
        return;
    }
    worker = std::thread([this] { run(); });
}

Export::~Export()
{
    cancel();
    if (worker.joinable())
        worker.join();
}

void Export::run()
{
    try
    {
        const auto restored = restoreWhole(processor, *input, progress);
        if (!progress.cancelled)
        {
            writeSoundFile(target, restored, input->sampleRate, bits, extrasFrom);
            succeeded = true;
        }
    }
    catch (const std::bad_alloc&)
    {
        failure = utf8FromPath(target) + ": there is not enough memory for the result";
    }
    catch (const std::exception& error)
    {
        failure = error.what();
    }
    finished.store(true, std::memory_order_release);
}

} // namespace dequantizer
