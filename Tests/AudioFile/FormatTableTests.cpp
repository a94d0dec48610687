#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundReader.h"
#include "AudioFile/SoundWriter.h"
#include "Catch.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>

using namespace dequantizer;

namespace
{
constexpr double rate = 11025.0;
constexpr std::size_t length = 1001;

// Integers of 8 bits, which every depth holds exactly.
Channels sound(int channels)
{
    Channels result(static_cast<std::size_t>(channels));
    for (int channel = 0; channel < channels; ++channel)
        for (std::size_t i = 0; i < length; ++i)
            result[static_cast<std::size_t>(channel)].push_back(
                static_cast<float>(std::nearbyint(100.0 * std::sin(0.01 * static_cast<double>(i) * (channel + 1)))) /
                128.0f);
    return result;
}

// A title and a loop, as a file of another type has them.
SoundExtras titleAndLoop()
{
    SoundExtras extras;
    extras.tags.texts = {{SF_STR_TITLE, "Bell"}};
    SF_INSTRUMENT instrument{};
    instrument.gain = 1;
    instrument.basenote = 60;
    instrument.velocity_hi = instrument.key_hi = 127;
    instrument.loop_count = 1;
    instrument.loops[0] = {SF_LOOP_FORWARD, 100, 900, 0};
    extras.tags.instrument = instrument;
    return extras;
}

std::string yesOrNo(bool value)
{
    return value ? "yes" : "no";
}

// What a sound, written and read back, has kept.
std::string row(const WritableFormat& format, const WritableDepth& depth, int channels)
{
    const TemporaryFolder folder;
    const auto file = folder / (std::string("sound") + format.extensions.front());
    std::ostringstream text;
    text << "| " << format.name << " | `" << format.extensions.front() << "` | "
         << (format.compressed && depth.bits == 32 ? "lossy" : std::to_string(depth.bits)) << " | " << channels
         << " | ";
    const auto samples = sound(channels);
    try
    {
        SoundWriter writer(file, format, depth.bits, {channels, rate, length}, titleAndLoop());
        std::vector<const float*> pointers;
        for (const auto& channel : samples)
            pointers.push_back(channel.data());
        writer.write(pointers.data(), length);
        writer.finish();
    }
    catch (const std::exception&)
    {
        text << "not supported | | | | |\n";
        return text.str();
    }
    std::optional<RawFormat> raw;
    if (format.container == SF_FORMAT_RAW)
        raw = RawFormat{depth.subformat, static_cast<int>(rate), channels};
    SoundReader reader(file, raw);
    Channels read(static_cast<std::size_t>(reader.channels()), std::vector<float>(2 * length));
    std::vector<float*> pointers;
    for (auto& channel : read)
        pointers.push_back(channel.data());
    const auto count = reader.read(pointers.data(), 2 * length);
    for (auto& channel : read)
        channel.resize(count);
    const auto extras = SoundReader(file, raw).extras();
    const bool hasTitle = !extras.tags.texts.empty() && extras.tags.texts.front().second == "Bell";
    const bool hasLoop = extras.loop && extras.loop->begin == 100 && extras.loop->length() == 800;
    text << yesOrNo(reader.properties().sampleRate == rate) << " | " << yesOrNo(count == length) << " | "
         << yesOrNo(read == samples) << " | " << yesOrNo(hasTitle) << " | " << yesOrNo(hasLoop) << " |\n";
    return text.str();
}

std::string table()
{
    std::string text = "| format | extension | bits | channels | rate | length | samples | title | loop |\n"
                       "|---|---|---|---|---|---|---|---|---|\n";
    for (const auto& format : writableFormats())
        for (const auto& depth : format.depths)
            for (const int channels : {1, 2})
                text += row(format, depth, channels);
    return text;
}
} // namespace

TEST_CASE("The table of formats in the documentation is right", "[audio-file]")
{
    const auto made = table();
    if (std::strstr(sf_version_string(), "1.2.0") == nullptr)
        return skip("the table is that of libsndfile 1.2.0");
    std::ifstream stream(DEQUANTIZER_DOCS "/formats.md");
    std::ostringstream document;
    document << stream.rdbuf();
    // To update the document, copy the table from this message.
    INFO(made);
    const bool isContained = document.str().find(made) != std::string::npos;
    CHECK(isContained);
}

TEST_CASE("Every uncompressed format keeps the samples, the rate and the length", "[audio-file]")
{
    const auto made = table();
    for (const char* const extension : {".wav", ".aiff", ".aifc", ".flac", ".au", ".caf", ".w64", ".rf64", ".paf"})
    {
        std::istringstream lines(made);
        for (std::string line; std::getline(lines, line);)
            if (line.find(std::string("`").append(extension).append("`")) != std::string::npos)
            {
                CAPTURE(line);
                CHECK(line.find("| yes | yes | yes |") != std::string::npos);
            }
    }
}
