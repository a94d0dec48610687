#pragma once

#include "Companion/WaveFile.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace dequantizer
{

/// Two corpora of short sounds with their manifests: speech at 16 kHz, some of it lossy, and noise at 8 kHz.
class Corpora
{
public:
    Corpora()
    {
        const auto voice = readWaveFile(DEQUANTIZER_SPEECH);
        add("voices", "dev/b.wav", part(voice, 8000, 12000), "speech", "speaker", "singer", false);
        add("voices", "dev/a.wav", part(voice, 20000, 9000), "speech", "speaker", "reader", true);
        add("voices", "train/c.wav", part(voice, 8000, 3000), "speech", "speaker", "guide", false);
        WaveFile hiss;
        hiss.sampleRate = 8000;
        std::mt19937 generator(1);
        hiss.channels.emplace_back(5000);
        for (double& sample : hiss.channels[0])
            sample = 0.5 * (static_cast<double>(generator()) / 2147483648.0 - 1.0);
        add("noises", "dev/hiss.wav", hiss, "synthetic", "instrument", "hiss", false);
    }

    [[nodiscard]] std::string manifest(const std::string& corpus) const
    {
        return (folder / corpus / "manifest.jsonl").string();
    }

    const TemporaryFolder folder;

private:
    static WaveFile part(WaveFile sound, std::ptrdiff_t start, std::ptrdiff_t length)
    {
        auto& samples = sound.channels[0];
        samples = std::vector<double>(samples.begin() + start, samples.begin() + start + length);
        return sound;
    }

    void add(const std::string& corpus, const std::string& file, const WaveFile& sound, const std::string& material,
             const std::string& kind, const std::string& group, bool lossy)
    {
        const auto path = folder / corpus / file;
        std::filesystem::create_directories(path.parent_path());
        sound.write(path);
        const nlohmann::json entry{{"file", file},
                                   {"split", file.substr(0, file.find('/'))},
                                   {"material", material},
                                   {kind, group},
                                   {"lossy", lossy},
                                   {"duration", static_cast<double>(sound.channels[0].size()) / sound.sampleRate},
                                   {"sample_rate", sound.sampleRate}};
        std::ofstream(manifest(corpus), std::ios::app) << entry.dump() << '\n';
    }
};

} // namespace dequantizer
