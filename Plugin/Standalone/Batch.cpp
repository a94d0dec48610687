#include "Plugin/Standalone/Batch.h"

#include "AudioFile/Module/ModuleSampleFile.h"
#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFormat.h"
#include "AudioFile/WriteSoundFile.h"
#include "Plugin/Standalone/FileOpening.h"

#include <chrono>
#include <new>
#include <numeric>
#include <system_error>

namespace dequantizer
{

namespace
{
// Of a file, in bytes, for what does not depend on its size.
constexpr double overheadOfFile = 20000.0;

std::vector<double> weightsOf(const std::vector<SoundJob>& files)
{
    std::vector<double> weights;
    for (const auto& file : files)
    {
        std::error_code failure;
        const auto bytes = std::filesystem::file_size(file.input, failure);
        weights.push_back(overheadOfFile + (failure ? 0.0 : static_cast<double>(bytes)));
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (auto& weight : weights)
        weight /= sum;
    return weights;
}
} // namespace

Batch::Batch(juce::MemoryBlock state, std::vector<SoundJob> jobs)
    : settings(std::move(state)), files(std::move(jobs)), weights(weightsOf(files))
{
    beginReading();
}

Batch::~Batch()
{
    cancel();
    restoring.reset();
    if (reading.valid())
        reading.wait();
}

Batch::Input Batch::read(const SoundJob& job)
{
    Input result;
    try
    {
        if (hasModuleExtension(job.input) && !job.moduleSample)
            std::ignore = readModule(job.input); // throws, see listSoundJobs()
        requireOther(job.output, job.input);
        result.file = job.input;
        if (job.moduleSample)
        {
            result.sample = std::make_shared<TemporaryFile>();
            result.file = result.sample->path();
            writeModuleSample(readModule(job.input).at(*job.moduleSample), result.file);
        }
        result.sound = std::make_shared<Sound>(readSoundFile(result.file, mostSamplesInMemory));
    }
    catch (const std::bad_alloc&)
    {
        result.error = job.name() + ": not enough memory";
    }
    catch (const std::exception& error)
    {
        result.error = error.what();
    }
    return result;
}

void Batch::beginReading()
{
    if (index == files.size() || cancelled)
    {
        step = Step::finished;
        return;
    }
    step = Step::reading;
    reading = std::async(std::launch::async, [job = files[index]] { return read(job); });
}

void Batch::beginRestoring()
{
    const auto& output = files[index].output;
    try
    {
        std::filesystem::create_directories(output.parent_path());
        const int bits = defaultBitsPerSampleOf(writableFormatOf(output));
        restoring = std::make_unique<Export>(settings, input.sound, output, bits, input.file);
        step = Step::restoring;
    }
    catch (const std::exception& error)
    {
        next(error.what());
    }
}

void Batch::next(const std::string& error)
{
    if (error.empty())
    {
        ++succeeded;
    }
    else
    {
        const auto& job = files[index];
        const bool isNamed = error.starts_with(utf8FromPath(job.input)) || error.starts_with(utf8FromPath(job.output));
        failed.push_back(isNamed ? error : job.name() + ": " + error);
    }
    input = {};
    done += weights[index];
    ++index;
    beginReading();
}

void Batch::update()
{
    if (step == Step::reading && reading.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    {
        input = reading.get();
        if (cancelled)
            step = Step::finished;
        else if (input.error.empty())
            beginRestoring();
        else
            next(input.error);
    }
    else if (step == Step::restoring && restoring->isFinished())
    {
        const auto work = std::move(restoring);
        if (work->hasSucceeded() || !work->error().empty())
            next(work->error());
        else
            step = Step::finished; // cancelled
    }
}

void Batch::cancel()
{
    if (step != Step::finished)
        cancelled = true;
    if (restoring != nullptr)
        restoring->cancel();
}

double Batch::fractionDone() const
{
    const double part = restoring != nullptr ? restoring->fractionDone() * weights[index] : 0.0;
    return step == Step::finished ? 1.0 : done + part;
}

juce::String summaryOf(const Batch& batch, const juce::File& outputFolder)
{
    const auto restored = juce::String(batch.restored()), total = juce::String(batch.total());
    const auto files = batch.total() == 1 ? juce::String(" file") : juce::String(" files");
    const auto where = " to " + outputFolder.getFullPathName();
    if (batch.wasCancelled())
        return "Cancelled: " + restored + " of " + total + files + " restored" + where + ".";
    if (batch.failures().empty())
        return "Restored " + total + files + where + ".";
    return "Restored " + restored + " of " + total + files + where + "; " + juce::String(batch.failures().size()) +
           " could not be restored.";
}

} // namespace dequantizer
