#include "Fuzz/FuzzSeeds.h"

#include "AudioFile/ModuleBytesForTests.h"
#include "Model/Model.h"
#include "Model/ModelFile.h"

#include <vector>

namespace dequantizer
{

namespace
{
constexpr int pcm = 1, ieeeFloat = 3, aLaw = 6, muLaw = 7, imaAdpcm = 17;

// `count` samples of a ramp that wraps around, in `width` bytes each.
std::string ramp(int count, int width)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += littleEndian(static_cast<std::uint64_t>(i * 37 * (width == 2 ? 255 : 1)), width);
    return bytes;
}

std::string riffChunk(const std::string& id, const std::string& content)
{
    return id + littleEndian(content.size(), 4) + content + std::string(content.size() % 2, '\0');
}

std::string iffChunk(const std::string& id, const std::string& content)
{
    return id + bigEndian(content.size(), 4) + content + std::string(content.size() % 2, '\0');
}

std::string samplerContent(std::uint32_t begin, std::uint32_t last, std::uint32_t kind)
{
    return field("", 12) + littleEndian(60, 4) + field("", 12) + littleEndian(1, 4) + field("", 8) +
           littleEndian(kind, 4) + littleEndian(begin, 4) + littleEndian(last, 4) + field("", 8);
}

std::string instrumentContent()
{
    return std::string("\x3c\0\0\x7f\0\x7f\0\0", 8) + bigEndian(1, 2) + bigEndian(1, 2) + bigEndian(2, 2) +
           field("", 6);
}

std::string markerContent()
{
    return bigEndian(2, 2) + bigEndian(1, 2) + bigEndian(20, 4) +
           std::string("\x05"
                       "begin",
                       6) +
           bigEndian(2, 2) + bigEndian(80, 4) +
           std::string("\x03"
                       "end",
                       4);
}

// With the sizes of the whole file in its header corrected.
std::string withChunks(std::string file, const std::string& chunks)
{
    file += std::string(file.size() % 2, '\0') + chunks;
    const bool isIff = file.starts_with("FORM");
    file.replace(4, 4, isIff ? bigEndian(file.size() - 8, 4) : littleEndian(file.size() - 8, 4));
    return file;
}

std::string flacBlock(char type, const std::string& content)
{
    return type + bigEndian(content.size(), 3) + content;
}

// The blocks that follow the first one, which describes the samples and is the last one of flacBytes().
std::string withFlacBlocks(std::string file)
{
    constexpr std::size_t end = 4 + 4 + 34;
    constexpr char tags = 4, picture = 6, last = '\x80';
    file[4] = static_cast<char>(file[4] & ~last);
    const auto vendor = littleEndian(4, 4) + "made" + littleEndian(1, 4) + littleEndian(7, 4) + "TITLE=x";
    return file.insert(end, flacBlock(picture, field("", 40)) + flacBlock(static_cast<char>(tags | last), vendor));
}

std::map<std::string, std::string> soundSeeds()
{
    std::vector<int> integers;
    for (int i = 0; i < 120; ++i)
        integers.push_back(i * 37 % 256 - 128);
    const auto wave = waveBytes(ramp(120, 1), pcm, 8);
    const auto tagged = withChunks(
        wave, riffChunk("smpl", samplerContent(20, 79, 0)) + riffChunk("LIST", "INFO" + riffChunk("INAM", "name")) +
                  riffChunk("cue ", littleEndian(1, 4) + littleEndian(1, 4) + littleEndian(30, 4) + "data" +
                                        field("", 8) + littleEndian(30, 4)) +
                  riffChunk("bext", field("a broadcast", 602)));
    const auto aiff =
        withChunks(aiffBytes(ramp(121, 1), 8), iffChunk("MARK", markerContent()) +
                                                   iffChunk("INST", instrumentContent()) + iffChunk("NAME", "a name"));
    return {{"plain.wav", wave},
            {"tagged.wav", tagged},
            {"wide.wav", waveBytes(ramp(100, 2), pcm, 16, 44100)},
            {"float.wav", waveBytes(field("", 400), ieeeFloat, 32)},
            {"a-law.wav", waveBytes(ramp(120, 1), aLaw, 8)},
            {"mu-law.wav", waveBytes(ramp(120, 1), muLaw, 8)},
            {"adpcm.wav", waveBytes(ramp(512, 1), imaAdpcm, 4)},
            {"long.rf64", rf64Bytes(ramp(120, 1), pcm, 8)},
            {"long.w64", wave64Bytes(ramp(120, 1), pcm, 8)},
            {"loop.aiff", aiff},
            {"plain.au", auBytes(ramp(120, 1), 2)},
            {"mu-law.au", auBytes(ramp(120, 1), 1)},
            {"plain.caf", cafBytes(ramp(120, 1), 8)},
            {"plain.flac", flacBytes(integers, 8)},
            {"tagged.flac", withFlacBlocks(flacBytes(integers, 8))},
            {"plain.8svx", svxBytes(ramp(120, 1))},
            {"plain.voc", vocBytes(ramp(120, 1))}};
}

std::map<std::string, std::string> moduleSeeds()
{
    constexpr int looped = 17, wideStereo = 1 | 2 | 4, compressed = 1 | 8;
    const auto narrow = ramp(100, 1), wide = ramp(100, 2);
    return {{"sample.mod", modBytes(narrow, 20, 60)},
            {"narrow.s3m", s3mBytes(narrow, 1, 20, 80)},
            {"wide.s3m", s3mBytes(wide, 2, 20, 80)},
            {"narrow.xm", xmBytes(narrow, 1, 20, 60, 1)},
            {"wide.xm", xmBytes(wide, 2, 20, 60, 2)},
            {"narrow.it", itBytes(narrow, 100, looped, 1, 20, 80)},
            {"stereo.it", itBytes(wide + wide, 100, wideStereo, 1, 0, 0)},
            {"compressed.it", itBytes(littleEndian(100, 2) + narrow, 80, compressed, 5, 0, 0)}};
}

std::string smallModelBytes()
{
    Model model;
    model.name = "seed";
    model.K = Matrix<float>::Identity(4, 4);
    model.sampleRate = 16000.0;
    model.referenceDelta = 0.125;
    model.steps = {1.0, 0.5, 1.0};
    model.iterations = 3;
    model.hop = 2;
    model.training = {{"loss", "mse"}};
    return serialiseModel(model);
}
} // namespace

std::map<std::string, std::string> fuzzSeeds()
{
    std::map<std::string, std::string> seeds;
    const auto sounds = soundSeeds(), modules = moduleSeeds();
    for (const auto& [name, bytes] : sounds)
        for (const std::string target : {"inspect/", "restore/"})
            seeds[target + name] = bytes;
    for (const auto* const name : {"tagged.wav", "long.rf64", "long.w64", "loop.aiff", "plain.caf", "plain.8svx",
                                   "plain.voc", "plain.au", "plain.flac"})
        seeds[std::string("chunks/") + name] = sounds.at(name);
    seeds["aiff_length/loop.aiff"] = sounds.at("loop.aiff");
    for (const auto* const name : {"plain.flac", "tagged.flac"})
        seeds[std::string("flac_blocks/") + name] = sounds.at(name);
    for (const auto& [name, bytes] : modules)
        seeds["module/" + name] = bytes;

    for (const char mode : {'\0', '\1', '\2', '\3'})
        seeds["it_compression/mode-" + std::to_string(mode)] = mode + littleEndian(100, 2) + ramp(100, 1);
    seeds["loop/smpl"] = std::string("\x10\xff", 2) + samplerContent(20, 79, 1);
    seeds["loop/inst"] = std::string("\x10\x14", 2) + instrumentContent() + markerContent();
    seeds["loop/vhdr"] = std::string("\x10\xff", 2) + bigEndian(20, 4) + bigEndian(60, 4) + field("", 12);
    seeds["ogg_pages/last"] = "OggS" + std::string("\0\4", 2) + field("", 20) + '\1' + '\5' + "bytes";
    seeds["companding/codes"] = ramp(256, 1);
    seeds["companding/samples"] = littleEndian(0x3f800000, 4) + littleEndian(0x7f800000, 4) +
                                  littleEndian(0x7fc00000, 4) + littleEndian(0x80000001, 4);
    seeds["raw_format/8u"] = "8u:11025:1\n" + ramp(40, 1);
    seeds["raw_format/16be"] = "16be:44100:2\n" + ramp(40, 2);
    seeds["raw_format/f64le"] = "f64le:8000\n" + field("", 64);
    seeds["raw_format/mu-law"] = "mu-law:8000:1\n" + ramp(40, 1);
    seeds["model/small.safetensors"] = smallModelBytes();
    seeds["text_matrix/small.txt"] = "# K\n1 0.5 -1e-3\n0,1,0 # row\n\n0 0 1\n";
    seeds["corpus_manifest/two.jsonl"] =
        R"({"file":"dev/a.wav","split":"dev","material":"speech","speaker":"Anna","lossy":false,"duration":2.25,)"
        R"("sample_rate":16000})"
        "\n"
        R"({"file":"b.wav","split":"train","material":"music","piece":"b","lossy":true,"duration":3,"sample_rate":8000})"
        "\n";
    return seeds;
}

} // namespace dequantizer
