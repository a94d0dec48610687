#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "Companion/Commands.h"
#include "Files/JsonOutput.h"
#include "Files/PathOptions.h"
#include "Files/Utf8Path.h"
#include "Signal/Metrics.h"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <iostream>
#include <memory>

namespace dequantizer
{

namespace
{
struct CompareOptions
{
    std::filesystem::path reference;
    std::vector<std::filesystem::path> files;
    std::string jsonTarget;
};

void compareFiles(const CompareOptions& options)
{
    checkJsonTarget(options.jsonTarget);
    const auto reference = readSoundFile(options.reference);
    const auto clean = joined(reference.channels);

    auto rows = nlohmann::ordered_json::array();
    std::ostringstream table;
    table << "mean squared error   SNR, dB   segmental SNR, dB\n";
    for (const auto& path : options.files)
    {
        const auto sound = readSoundFile(path);
        if (sound.sampleRate != reference.sampleRate || sound.channels.size() != reference.channels.size() ||
            sound.length() != reference.length())
            throw SoundFileError(utf8FromPath(path) + ": rate, channels or length are not those of " +
                                 utf8FromPath(options.reference));
        const auto other = joined(sound.channels);
        const double mse = squaredError(clean, other) / static_cast<double>(clean.size());
        const double snr = snrDb(clean, other);
        const double segmentalSnr = segmentalSnrDb(clean, other);
        rows.push_back({{"file", utf8FromPath(path)}, {"mse", mse}, {"snr_db", snr}, {"segsnr_db", segmentalSnr}});
        table << std::scientific << std::setprecision(4) << std::setw(18) << mse << std::fixed << std::setprecision(3)
              << std::setw(10) << snr << std::setw(20) << segmentalSnr << "   " << utf8FromPath(path) << '\n';
    }
    if (options.jsonTarget != standardOutput)
        std::cout << table.str();
    writeJson(rows, options.jsonTarget);
}
} // namespace

void addCompareCommand(CLI::App& app)
{
    auto options = std::make_shared<CompareOptions>();
    auto* const command = app.add_subcommand("compare", "Measure the difference between sound files and a reference");
    command->add_option("REFERENCE", options->reference, "the clean sound file")->required();
    command->add_option("FILE", options->files, "sound files of the same rate, channels and length")->required();
    command->add_option("--json", options->jsonTarget, "write the figures to this JSON file; - is standard output");
    command->callback([options] { compareFiles(*options); });
}

} // namespace dequantizer
