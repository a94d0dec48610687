#include "Companion/TrainingCorpus.h"

#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "Companion/CorpusManifest.h"
#include "Files/PathOptions.h"
#include "Files/Utf8Path.h"
#include "Signal/Quantiser.h"
#include "Signal/Resampling.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <limits>

namespace dequantizer
{

namespace
{
constexpr int maxBitsOfLossySounds = 6;
constexpr double validationSeconds = 5.0;

void readInto(std::vector<TrainingSound>& sounds, const CorpusFile& file, double maxSeconds, double sampleRate)
{
    auto sound = readSoundFile(file.path);
    auto& samples = sound.channels.front();
    const double maxSamples = maxSeconds * sound.sampleRate;
    if (static_cast<double>(samples.size()) > maxSamples)
        samples.resize(static_cast<std::size_t>(maxSamples));
    if (sampleRate != 0.0 && sampleRate != sound.sampleRate)
    {
        samples = resample(samples, sound.sampleRate, sampleRate);
        sound.sampleRate = sampleRate;
    }
    const float largest = peak(samples);
    if (largest == 0.0f)
    {
        std::cerr << "dequantizer: " << utf8FromPath(file.path) << " is left out: it is silent\n";
        return;
    }
    for (auto& sample : samples)
        sample /= largest;

    TrainingSound result{utf8FromPath(file.path.filename()), std::move(samples), sound.sampleRate};
    if (file.lossy)
        result.maxBits = maxBitsOfLossySounds;
    sounds.push_back(std::move(result));
}

std::vector<TrainingSound> read(const TrainingCorpus& corpus, const std::vector<CorpusFile>& files, double maxSeconds,
                                double sampleRate)
{
    std::vector<TrainingSound> sounds;
    for (const auto& file : files)
    {
        try
        {
            readInto(sounds, file, maxSeconds, sampleRate);
        }
        catch (const SoundFileError& error)
        {
            std::cerr << "dequantizer: left out: " << error.what() << '\n';
        }
    }
    if (sounds.empty())
        throw SoundFileError(utf8FromPath(corpus.manifest) + ": no file of this corpus can be learned from");
    for (auto& sound : sounds)
        sound.weight = corpus.weight / static_cast<double>(sounds.size());
    return sounds;
}
} // namespace

TrainingCorpus parseTrainingCorpus(const std::string& argument)
{
    const auto separator = argument.rfind('=');
    const auto text = separator == std::string::npos ? std::string() : argument.substr(separator + 1);
    char* end = nullptr;
    const double weight = std::strtod(text.c_str(), &end);
    // Folders and files may have a "=" in their names too.
    if (text.empty() || *end != '\0')
        return {pathFromUtf8(argument)};
    if (!std::isfinite(weight) || weight <= 0.0)
        throw CLI::ValidationError("--manifest", argument + ": the weight after = must be a positive number");
    return {pathFromUtf8(argument.substr(0, separator)), weight};
}

std::vector<TrainingSound> readTrainingSounds(const TrainingCorpus& corpus, double sampleRate)
{
    return read(corpus, readCorpusManifest(corpus.manifest, "train"), std::numeric_limits<double>::infinity(),
                sampleRate);
}

std::vector<TrainingSound> readValidationSounds(const TrainingCorpus& corpus, int count, double sampleRate)
{
    const auto files = readCorpusManifest(corpus.manifest, "dev");
    const auto wanted = std::min(static_cast<std::size_t>(count), files.size());
    std::vector<CorpusFile> chosen;
    for (std::size_t i = 0; i < wanted; ++i)
        chosen.push_back(files[i * files.size() / wanted]);
    return read(corpus, chosen, validationSeconds, sampleRate);
}

} // namespace dequantizer
