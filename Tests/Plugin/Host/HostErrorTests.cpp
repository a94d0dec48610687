#include "Companion/WaveFile.h"
#include "Plugin/Host/HostedPlugin.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <algorithm>

using namespace dequantizer;

namespace
{
void checkOneSentence(const RunResult& result, int status, const std::string& part)
{
    CAPTURE(result.errors);
    CHECK(result.status == status);
    CHECK(result.errors.starts_with("dequantizer-host: "));
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK(result.errors.find(part) != std::string::npos);
}

std::string silence(const TemporaryFolder& folder, std::size_t channels)
{
    WaveFile file;
    file.channels.assign(channels, std::vector<double>(100, 0.0));
    file.write(folder / "in.wav");
    return (folder / "in.wav").string();
}
} // namespace

TEST_CASE("A file that is not a plugin is rejected in one sentence, and no file is written", "[host]")
{
    const TemporaryFolder folder;
    const auto input = silence(folder, 1);
    const auto output = (folder / "out.wav").string();
    const auto bundle = [&](const char* name)
    {
        std::filesystem::create_directory(folder / name);
        return (folder / name).string();
    };

    const auto before = folder.entries();
    checkOneSentence(runHost({(folder / "none.vst3").string(), input, output}), 1, "there is no such plugin");
    checkOneSentence(runHost({input, input, output}), 1, "neither a .vst3 nor an .lv2 plugin");
    checkOneSentence(runHost({"https://example.org/none", input, output}), 1, "no plugin with this URI is installed");
    CHECK(folder.entries() == before);
    checkOneSentence(runHost({bundle("empty.vst3"), input, output}), 1, "holds no plugin that can be loaded");
    checkOneSentence(runHost({bundle("empty.lv2"), input, output}), 1, "holds no plugin that can be loaded");
    std::ofstream(folder / "text.vst3") << "not a plugin";
    checkOneSentence(runHost({(folder / "text.vst3").string(), input, output}), 1,
                     "holds no plugin that can be loaded");
    CHECK(folder.entries() == before + 3);
}

TEST_CASE("An installed copy of an LV2 plugin never runs instead of the requested one", "[host]")
{
    const TemporaryFolder folder;
    const auto input = silence(folder, 1);
    const auto output = (folder / "out.wav").string();
    requireSuccess(runHost({DEQUANTIZER_LV2, input, output}));
    std::filesystem::remove(output);

#ifdef _WIN32
    skip("plugins would have to be installed in the user's own folder");
#else
    const auto installed = std::filesystem::path(std::getenv("HOME")) / ".lv2";
    std::filesystem::create_directory(installed);
    std::filesystem::copy(DEQUANTIZER_LV2, installed / "Dequantizer.lv2", std::filesystem::copy_options::recursive);
    checkOneSentence(runHost({DEQUANTIZER_LV2, input, output}), 1, "would run instead");
    CHECK_FALSE(std::filesystem::exists(output));

    requireSuccess(runHost({(installed / "Dequantizer.lv2").string(), input, output}));
    requireSuccess(runHost({"https://dequantizer.org/plugins/dequantizer", input, output}));
    std::filesystem::remove_all(installed);
#endif
}

TEST_CASE("Unsupported sound is rejected in one sentence", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const TemporaryFolder folder;
    const auto output = (folder / "out.wav").string();

    checkOneSentence(runHost({plugin, (folder / "none.wav").string(), output}), 1, "there is no such file");
    std::ofstream(folder / "empty.wav").flush();
    checkOneSentence(runHost({plugin, (folder / "empty.wav").string(), output}), 1, "the file is empty");
    checkOneSentence(runHost({plugin, silence(folder, 17), output}), 1,
                     "the plugin Dequantizer refuses sound with 17 channels");
    checkOneSentence(runHost({plugin, silence(folder, 1), (folder / "none" / "out.wav").string()}), 1, "folder");
    CHECK_FALSE(std::filesystem::exists(output));
}

TEST_CASE("An unknown parameter is rejected with a list of the known ones", "[host]")
{
    const std::string plugin = GENERATE(as<std::string>(), DEQUANTIZER_VST3, DEQUANTIZER_LV2);
    const TemporaryFolder folder;
    const auto input = silence(folder, 1);
    const auto output = (folder / "out.wav").string();
    const auto result = runHost({plugin, input, output, "--set", "Depth=4"});
    checkOneSentence(result, 1, "no parameter \"Depth\"; it has ");
    for (const auto* const name : {"Bit depth", "Iterations", "Mix"})
        CHECK(result.errors.find(name) != std::string::npos);
    checkOneSentence(runHost({plugin, input, output, "--set", "Mix"}), 1, "is not of the form NAME=VALUE");

    const auto list = runHost({plugin, "--list-parameters"});
    requireSuccess(list);
    CHECK(list.output.find("Bit depth = 4") != std::string::npos);
}

TEST_CASE("Usage errors have their own exit status", "[host]")
{
    const TemporaryFolder folder;
    const auto input = silence(folder, 1);
    const auto output = (folder / "out.wav").string();
    checkOneSentence(runHost({}), 2, "PLUGIN");
    checkOneSentence(runHost({DEQUANTIZER_VST3}), 2, "IN and OUT");
    checkOneSentence(runHost({DEQUANTIZER_VST3, input}), 2, "OUT");
    checkOneSentence(runHost({DEQUANTIZER_VST3, input, output, "--block", "0"}), 2, "block");
    checkOneSentence(runHost({DEQUANTIZER_VST3, input, output, "--bits-per-sample", "17"}), 2, "bits-per-sample");
    checkOneSentence(runHost({DEQUANTIZER_VST3, input, output, "--nonsense"}), 2, "nonsense");
    CHECK_FALSE(std::filesystem::exists(output));
}

TEST_CASE("Wrong automation is rejected with the number of its line, and no file is written", "[host]")
{
    const TemporaryFolder folder;
    const auto input = silence(folder, 1);
    const auto automation = (folder / "changes.csv").string();
    const auto refused = [&](const std::string& text, const std::string& part)
    {
        std::ofstream(automation) << text;
        checkOneSentence(runHost({DEQUANTIZER_VST3, input, (folder / "out.wav").string(), "--automate", automation}), 1,
                         part);
        CHECK(folder.entries() == 2);
    };
    refused("time,parameter,value\n0.1,Bit depth\n", "line 2: \"0.1,Bit depth\" is not of the form");
    refused("soon,Bit depth,4\n", "line 1: \"soon\" is not a time in seconds");
    refused("-1,Bit depth,4\n", "\"-1\" is not a time in seconds");
    refused("nan,Bit depth,4\n", "\"nan\" is not a time in seconds");
    refused("1e300,Bit depth,4\n", "\"1e300\" is not a time in seconds");
    refused("0,Depth of bits,4\n", "line 1: the plugin has no parameter \"Depth of bits\"");
    refused("0,Material,Gravel\n", "line 1: \"Gravel\" is no value of Material");
    refused("0,Material,\n", "line 1: \"\" is no value of Material");
    std::filesystem::remove(automation);
    checkOneSentence(runHost({DEQUANTIZER_VST3, input, (folder / "out.wav").string(), "--automate", automation}), 1,
                     "changes.csv cannot be read");
}
