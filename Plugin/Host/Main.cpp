#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/WriteSoundFile.h"
#include "Files/JsonOutput.h"
#include "Files/PathOptions.h"
#include "Files/ProgramArguments.h"
#include "Files/StandardStreams.h"
#include "Plugin/Host/Automation.h"
#include "Plugin/Host/InstanceCosts.h"
#include "Plugin/Host/ParameterValues.h"
#include "Plugin/Host/PluginLoader.h"
#include "Plugin/Host/PluginRun.h"
#include "Plugin/Host/Report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace
{
using namespace dequantizer;
using namespace dequantizer::host;

constexpr int failure = 1;
constexpr int usageError = 2;

struct Options
{
    std::string plugin, block = "512", json;
    std::filesystem::path input, output;
    unsigned seed = 1;
    std::vector<std::string> settings;
    int bitsPerSample = defaultBitsPerSample;
    std::filesystem::path automation;
    int instances = 1;
    bool listParameters = false;
};

void addOptions(CLI::App& app, Options& options)
{
    app.add_option("PLUGIN", options.plugin, "a .vst3 or .lv2 plugin, or the URI of an installed LV2 plugin")
        ->required();
    auto* const input = app.add_option("IN", options.input, "sound file");
    auto* const output =
        app.add_option("OUT", options.output, "sound file to write, of the same length as IN and aligned with it");
    input->needs(output);
    app.add_option("--block", options.block, "samples per callback, or \"random\" (1 to 1024)")
        ->capture_default_str()
        ->check(
            [](const std::string& text)
            {
                try
                {
                    std::ignore = BlockSizes(text, 0);
                    return std::string();
                }
                catch (const std::invalid_argument& error)
                {
                    return std::string(error.what());
                }
            });
    app.add_option("--seed", options.seed, "seed of the random block lengths")->capture_default_str();
    app.add_option("--set", options.settings, "sets a parameter, as NAME=VALUE; may be repeated")
        ->allow_extra_args(false);
    app.add_option("--automate", options.automation,
                   "CSV file of changes during the run: time in seconds, parameter, value");
    app.add_option("--instances", options.instances,
                   "runs this many instances in turn in each callback, as one thread of a host does, and measures what "
                   "they cost")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--bits-per-sample", options.bitsPerSample, "bits per sample of OUT; 32 is floating point")
        ->check(CLI::IsMember({16, 24, 32}))
        ->capture_default_str();
    app.add_option("--json", options.json, "file for the measurements as JSON, - for standard output");
    app.add_flag("--list-parameters", options.listParameters, "lists the plugin's parameters and exits");
}

void listParametersOf(const std::string& path)
{
    constexpr double anyRate = 48000.0;
    constexpr int anyBlock = 512;
    PluginLoader loader;
    std::cout << listParameters(*loader.open(path, anyRate, anyBlock));
}

void process(const Options& options)
{
    checkSoundFileTarget(options.output, options.bitsPerSample);
    const auto sound = readSoundFile(options.input);
    const BlockSizes blocks(options.block, options.seed);

    PluginLoader loader;
    PluginInstances plugins;
    const auto costs =
        openInstances(loader, options.plugin, options.instances, sound.sampleRate, blocks.max(), plugins);
    auto& plugin = *plugins.front();
    Report report{plugin.getName().toStdString(),
                  plugin.getPluginDescription().pluginFormatName.toStdString(),
                  options.block,
                  sound.sampleRate,
                  {},
                  {},
                  costs};
    for (const auto& instance : plugins)
        report.wiring = arrangeChannels(*instance, sound.channels.size());
    for (const auto& setting : options.settings)
    {
        for (const auto& instance : plugins)
            setParameter(*instance, setting);
        report.settings.push_back(currentValue(plugin, setting));
    }
    const auto changes = options.automation.empty() ? std::vector<ParameterChange>()
                                                    : readAutomation(options.automation, plugin, sound.sampleRate);

    const auto result = run(plugins, sound, report.wiring, blocks, changes);
    writeSoundFile(options.output, result.output, sound.sampleRate, options.bitsPerSample);
    if (options.json != standardOutput)
        std::cout << reportText(report, result);
    if (!options.json.empty())
        writeJson(reportJson(report, result), options.json);
}
} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app("Streams a sound file through an audio plugin as a host would, block by block.", "dequantizer-host");
    app.set_version_flag("--version", "dequantizer-host " DEQUANTIZER_VERSION);
    app.allow_windows_style_options(false); // /folder/file is a path
    addOptions(app, options);

    prepareStandardStreams();
    try
    {
        auto arguments = programArguments(argc, argv);
        std::reverse(arguments.begin(), arguments.end()); // the order that CLI11 expects
        app.parse(std::move(arguments));
        if (!options.listParameters && options.output.empty())
            throw CLI::RequiredError("IN and OUT");

        // Plugins expect a message thread: this one, which needs no display.
        const juce::ScopedJuceInitialiser_GUI messageThread;
        if (options.listParameters)
            listParametersOf(options.plugin);
        else
            process(options);
    }
    catch (const CLI::ParseError& error)
    {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error); // --help and --version
        std::cerr << "dequantizer-host: " << error.what() << " (--help lists the options)\n";
        return usageError;
    }
    catch (const std::exception& error)
    {
        std::cerr << "dequantizer-host: " << error.what() << '\n';
        return failure;
    }
    return 0;
}
