#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Links.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <limits>

#if __has_include(<sys/resource.h>)
#include <sys/resource.h>
#endif

using namespace dequantizer;

namespace
{
WaveFile shortSound()
{
    WaveFile wave;
    wave.channels = {std::vector<double>(1000, 0.0625)};
    return wave;
}

// The error is one sentence that contains `part`; there is nothing on stdout, and no complete or partial output file.
void checkRefused(const TemporaryFolder& folder, const std::vector<std::string>& arguments, const std::string& part,
                  int status = 1)
{
    const auto before = folder.entries();
    const auto result = runDequantizer(arguments);
    CAPTURE(result.errors);
    CHECK(result.status == status);
    CHECK(result.output.empty());
    CHECK(result.errors.find(part) != std::string::npos);
    CHECK(result.errors.starts_with("dequantizer: "));
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK(folder.entries() == before);
}

void write(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}
} // namespace

TEST_CASE("A sound file that cannot be read is rejected in one sentence", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string();
    const auto out = (folder / "out.wav").string();
    const std::vector<std::string> restore{"restore", in, out, "--bits", "4"};

    SECTION("missing")
    {
        checkRefused(folder, restore, "in.wav: there is no such file");
    }
    SECTION("empty")
    {
        write(in, "");
        checkRefused(folder, restore, "in.wav: the file is empty");
    }
    SECTION("truncated in its header")
    {
        write(in, shortSound().bytes().substr(0, 30));
        checkRefused(folder, restore, "in.wav: this is not a sound file that can be read");
    }
    SECTION("truncated in its samples")
    {
        write(in, shortSound().bytes().substr(0, 1001));
        checkRefused(folder, restore, "in.wav: the file ends before its sound does");
    }
    SECTION("text")
    {
        write(in, "This is not a sound at all, but a letter to a friend. It goes on for a line or two.\n");
        checkRefused(folder, restore, "in.wav: this is not a sound file that can be read");
    }
    SECTION("no samples")
    {
        auto wave = shortSound();
        wave.channels[0].clear();
        wave.write(in);
        checkRefused(folder, restore, "in.wav: the file holds no samples");
    }
    SECTION("not a number")
    {
        auto wave = shortSound();
        wave.sample = WaveSample::float32;
        wave.channels[0][17] = std::numeric_limits<double>::quiet_NaN();
        wave.write(in);
        checkRefused(folder, restore, "in.wav: sample 17 of channel 1 is not a finite number");
    }
    SECTION("infinite")
    {
        auto wave = shortSound();
        wave.sample = WaveSample::float32;
        wave.channels.push_back(wave.channels[0]);
        wave.channels[1][3] = -std::numeric_limits<double>::infinity();
        wave.write(in);
        checkRefused(folder, restore, "in.wav: sample 3 of channel 2 is not a finite number");
    }
    SECTION("a folder")
    {
        std::filesystem::create_directory(in);
        checkRefused(folder, restore, "in.wav: this is not a regular file");
    }
    SECTION("a truncated compressed file")
    {
        const auto extension = GENERATE(std::string(".flac"), std::string(".ogg"));
        const auto whole = folder / ("whole" + extension), cut = folder / ("cut" + extension);
        REQUIRE(runDequantizer({"quantize", DEQUANTIZER_SPEECH, whole.string(), "--bits", "4"}).status == 0);
        std::filesystem::copy_file(whole, cut);
        std::filesystem::resize_file(cut, std::filesystem::file_size(whole) / 2);
        checkRefused(folder, {"restore", cut.string(), out, "--bits", "4"},
                     "cut" + extension + ": the file ends before its sound does");
    }
    SECTION("a rate of nine million")
    {
        auto wave = shortSound();
        wave.sampleRate = 9000000;
        wave.write(in);
        checkRefused(folder, restore, "in.wav: a sample rate of 9000000 Hz is not supported");
    }
    SECTION("a header that declares two gigabytes")
    {
        auto bytes = shortSound().bytes();
        bytes.replace(40, 4, std::string("\xf0\xff\xff\x7f", 4));
        write(in, bytes);
        checkRefused(folder, restore, "in.wav: the file ends before its sound does");
    }
}

TEST_CASE("The DCT refuses rates at which its frames would be too long", "[companion]")
{
    const TemporaryFolder folder;
    auto wave = shortSound();
    wave.sampleRate = 500'000;
    wave.write(folder / "in.wav");
    checkRefused(folder,
                 {"restore", (folder / "in.wav").string(), (folder / "out.wav").string(), "--bits", "4", "--dct"},
                 "the DCT cannot restore sound of more than 400000 Hz");
}

TEST_CASE("Audio beyond full scale is restored with a warning", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string();
    auto wave = shortSound();
    wave.sample = WaveSample::float32;
    wave.channels[0][3] = 1.5;
    wave.channels[0][7] = -2.0;
    wave.write(in);
    const auto result = runDequantizer({"restore", in, (folder / "out.wav").string(), "--bits", "4"});
    CHECK(result.status == 0);
    CHECK(result.errors.find("in.wav: 2 samples are beyond full scale") != std::string::npos);
}

TEST_CASE("A file of one sample is restored to one sample", "[companion]")
{
    const TemporaryFolder folder;
    WaveFile wave;
    wave.channels = {{0.1875}};
    wave.write(folder / "in.wav");
    const auto result =
        runDequantizer({"restore", (folder / "in.wav").string(), (folder / "out.wav").string(), "--bits", "4"});
    CHECK(result.status == 0);
    const auto restored = readWaveFile(folder / "out.wav");
    REQUIRE(restored.channels[0].size() == 1);
    CHECK(restored.channels[0][0] >= 0.125);
    CHECK(restored.channels[0][0] <= 0.25);
}

TEST_CASE("An output that cannot be written is rejected, and an existing file is kept", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string();
    shortSound().write(in);

    SECTION("no such folder")
    {
        checkRefused(folder, {"restore", in, (folder / "no" / "out.wav").string(), "--bits", "4"},
                     "out.wav: there is no such folder to write to");
    }
    SECTION("a folder")
    {
        std::filesystem::create_directory(folder / "out.wav");
        checkRefused(folder, {"restore", in, (folder / "out.wav").string(), "--bits", "4"},
                     "out.wav: this is a folder");
    }
    SECTION("an unknown format")
    {
        checkRefused(folder, {"restore", in, (folder / "out.doc").string(), "--bits", "4"},
                     "out.doc: no sound file with this extension");
    }
    SECTION("more bits than the format has")
    {
        checkRefused(folder, {"quantize", in, (folder / "out.wav").string(), "--bits", "4", "--bits-per-sample", "17"},
                     "does not store 17 bits per sample");
    }
    SECTION("a failed run leaves an existing output unchanged")
    {
        write(folder / "out.wav", "precious");
        write(in, "broken");
        checkRefused(folder, {"restore", in, (folder / "out.wav").string(), "--bits", "4"}, "in.wav: ");
        std::ifstream stream(folder / "out.wav");
        std::string text;
        stream >> text;
        CHECK(text == "precious");
    }
    SECTION("the input file")
    {
        checkRefused(folder, {"restore", in, in, "--bits", "4"}, "in.wav: this is the sound that is read");
        if (!makeLink(in, folder / "link.wav"))
            return;
        checkRefused(folder, {"quantize", in, (folder / "link.wav").string(), "--bits", "4"},
                     "link.wav: this is the sound that is read");
    }
    SECTION("not a regular file")
    {
        if (!makeLink("/dev/null", folder / "out.wav"))
            return;
        checkRefused(folder, {"restore", in, (folder / "out.wav").string(), "--bits", "4"},
                     "out.wav: this is not a regular file");
    }
    SECTION("a link is written through")
    {
        write(folder / "target.wav", "old");
        if (!makeLink("target.wav", folder / "out.wav"))
            return;
        CHECK(runDequantizer({"restore", in, (folder / "out.wav").string(), "--bits", "4"}).status == 0);
        CHECK(std::filesystem::is_symlink(folder / "out.wav"));
        CHECK(std::filesystem::file_size(folder / "target.wav") > 1000);
    }
#ifdef RLIMIT_FSIZE
    SECTION("not enough space")
    {
        WaveFile longer;
        longer.channels = {std::vector<double>(30000, 0.0)};
        for (std::size_t i = 0; i < 30000; ++i)
            longer.channels[0][i] = 0.5 * std::sin(0.01 * static_cast<double>(i * i % 30000));
        longer.write(in);
        for (const char* const name : {"out.wav", "out.aiff", "out.flac", "out.ogg"})
        {
            write(folder / name, "precious");
            rlimit before{};
            REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
            const rlimit little{4000, before.rlim_max};
            auto* const handler = std::signal(SIGXFSZ, SIG_IGN); // the program gets an error, as on a full disk
            REQUIRE(setrlimit(RLIMIT_FSIZE, &little) == 0);
            checkRefused(folder, {"quantize", in, (folder / name).string(), "--bits", "4"}, name);
            REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
            std::signal(SIGXFSZ, handler);
            CHECK(std::filesystem::file_size(folder / name) == 8);
        }
    }
#endif
    SECTION("a JSON file that cannot be written")
    {
        checkRefused(folder,
                     {"evaluate", "--data", folder.path.string(), "--bits", "4", "--json",
                      (folder / "no" / "figures.json").string()},
                     "figures.json: there is no such folder to write to");
    }
}

TEST_CASE("A model that cannot be used is rejected in one sentence", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string();
    const auto modelFile = (folder / "m.safetensors").string();
    shortSound().write(in);
    const std::vector<std::string> restore{"restore", in, (folder / "out.wav").string(), "--model", modelFile};
    const auto good = serialiseModel(cosineModel(16000.0, 0.125));

    SECTION("missing")
    {
        checkRefused(folder, restore, "m.safetensors: there is no such file");
    }
    SECTION("truncated")
    {
        write(modelFile, good.substr(0, good.size() / 2));
        checkRefused(folder, restore, "m.safetensors: the file ends inside the tensor K");
    }
    SECTION("a wrong declared shape")
    {
        auto bytes = good;
        bytes.replace(bytes.find("[320,320]"), 9, "[320,310]");
        write(modelFile, bytes);
        checkRefused(folder, restore, "m.safetensors: the tensor K has another size than its shape says");
    }
    SECTION("NaN in K")
    {
        auto bytes = good;
        bytes.replace(bytes.size() - 4, 4, std::string("\x00\x00\xc0\x7f", 4));
        write(modelFile, bytes);
        checkRefused(folder, restore, "m.safetensors: K has a value that is not a finite number");
    }
    SECTION("a huge declared size")
    {
        auto bytes = good;
        bytes.replace(0, 8, std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8));
        write(modelFile, bytes);
        checkRefused(folder, restore, "m.safetensors: this is not a safetensors file");
    }
    SECTION("a text matrix that contains a word")
    {
        write(folder / "K.txt", "1 0\n0 one\n");
        checkRefused(
            folder,
            {"restore", in, (folder / "out.wav").string(), "--bits", "4", "--model", (folder / "K.txt").string()},
            "K.txt: line 2: \"one\" is not a finite number");
    }
    SECTION("a hop longer than its frames")
    {
        write(modelFile, good);
        auto arguments = restore;
        arguments.insert(arguments.end(), {"--hop", "321"});
        checkRefused(folder, arguments, "--hop 321 is longer than a frame");
    }
}

TEST_CASE("An invalid command line is a usage error", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string();
    const auto out = (folder / "out.wav").string();
    shortSound().write(in);
    const std::vector<std::vector<std::string>> commands = {
        {},
        {"restart"},
        {"restore"},
        {"restore", in, out, "--bits", "0"},
        {"restore", in, out, "--bits", "99"},
        {"restore", in, out, "--bits", "many"},
        {"restore", in, out, "--bits", "4", "--step", "0.1"},
        {"restore", in, out, "--step", "-1"},
        {"restore", in, out, "--step", "nan"},
        {"restore", in, out, "--bits", "4", "--sigma", "nan"},
        {"restore", in, out, "--bits", "4", "--sigma", "0.1", "--tau", "inf"},
        {"train", "--data", folder.path.string(), "--output", out, "--bits", "4", "--learning-rate", "nan"},
        {"restore", in, out, "--bits", "4", "--iterations", "-1"},
        {"restore", in, out, "--bits", "4", "--sigma", "3"},
        {"restore", in, out, "--bits", "4", "--dct", "--model", "m.safetensors"},
        {"restore", in, out, "--bits", "4", "--hop", "0"},
        {"restore", in, out, "--bits", "4", "--material", "music"},
        {"restore", in, out, "--bits", "4", "--quality", "worst"},
        {"restore", in, out, "--bits", "4", "--quality", "best", "--dct"},
        {"quantize", in, out},
        {"quantize", in, out, "--bits", "0"},
        {"evaluate", "--data", folder.path.string(), "--bits", "99"},
        {"inspect"},
    };
    for (const auto& arguments : commands)
    {
        CAPTURE(arguments);
        checkRefused(folder, arguments, "--help", 2);
    }
}

TEST_CASE("A folder without usable files is rejected", "[companion]")
{
    const TemporaryFolder folder;
    const auto evaluate = [&](const std::string& data)
    { return std::vector<std::string>{"evaluate", "--data", data, "--bits", "4", "--dct"}; };
    checkRefused(folder, evaluate((folder / "none").string()), "there is no such folder");
    checkRefused(folder, evaluate(folder.path.string()), "there is no sound file in this folder");
}

TEST_CASE("Files that cannot be evaluated are reported and left out", "[companion]")
{
    const TemporaryFolder folder;
    shortSound().write(folder / "a.wav");
    write(folder / "b.wav", "no sound");
    auto silent = shortSound();
    silent.channels[0].assign(1000, 0.0);
    silent.write(folder / "c.wav");
    const auto result =
        runDequantizer({"evaluate", "--data", folder.path.string(), "--bits", "4", "--dct", "--json", "-"});
    CHECK(result.status == 0);
    CHECK(result.output.find("\"files\": 1,") != std::string::npos);
    CHECK(result.errors.find("b.wav: this is not a sound file") != std::string::npos);
    CHECK(result.errors.find("c.wav is left out: it is silent") != std::string::npos);
}

TEST_CASE("Audio with an unknown grid is rejected", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string();
    shortSound().write(in);
    checkRefused(folder, {"restore", in, (folder / "out.wav").string()}, "give --bits or --step");
}
