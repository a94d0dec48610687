#include "Companion/Restore/RestoreOptions.h"

#include "AudioFile/SoundFormat.h"
#include "Companion/ArithmeticOption.h"
#include "Companion/NumberRange.h"
#include "Companion/QuantiserOption.h"
#include "Companion/Restore/RestoreReport.h"
#include "Companion/SolverOptions.h"
#include "Files/PathOptions.h"

#include <map>
#include <stdexcept>

namespace dequantizer
{

namespace
{
const std::map<std::string, LoopUse> loopUses{
    {RestorationSettings::automatic, LoopUse::automatic}, {"none", LoopUse::none}, {"whole", LoopUse::whole}};

constexpr int mostJobs = 256;

std::string whyNoRawFormat(const std::string& text)
{
    return parseRawFormat(text) ? std::string()
                                : text + " is not encoding:rate:channels with an encoding of " + rawEncodingNames();
}

std::vector<std::string> formatNames()
{
    std::vector<std::string> names;
    for (const auto& format : writableFormats())
        for (const std::string extension : format.extensions)
            names.push_back(extension.substr(1));
    return names;
}
} // namespace

void RestoreOptions::addTo(CLI::App& command)
{
    command
        .add_option_function<std::vector<std::filesystem::path>>(
            "FILES",
            [this](const std::vector<std::filesystem::path>& given)
            {
                paths = given;
                inputs.assign(paths.begin(), paths.end() - 1);
                output = paths.back();
            },
            "sound files and folders, and where to write: a file, whose extension names the format (WAV, AIFF, FLAC, "
            "Ogg Vorbis and others), or a folder, in which each file keeps its name and format; - is standard input or "
            "output")
        ->type_name("IN... OUT")
        ->required()
        ->expected(2, -1);
    auto* const bitsOption =
        command
            .add_option("--bits", bits,
                        "bits per sample of the quantisation, over [-1, 1]; auto detects the grid of the samples, "
                        "whatever gain was applied to them")
            ->check(CLI::Validator(whyNoBits, "1 .. 24 or auto"));
    command.add_option("--step", delta, "quantisation step Delta, if it is not 2 / 2^bits")
        ->check(numberWithin(leastDelta, greatestDelta))
        ->excludes(bitsOption);
    command
        .add_option_function<std::string>(
            "--dither", [this](const std::string& name) { dither = ditherNames().at(name); },
            "the noise that was added before the samples were quantised, uniformly distributed over one step "
            "(rectangular) or the sum of two such noises (triangular); the cells are then wider; auto uses what the "
            "noise floor of the sound shows for certain")
        ->check(CLI::IsMember(ditherNames()))
        ->default_str("none");
    command.add_flag("--force", force,
                     "restore sounds whose samples are not on the grid that --bits or --step says, or on so few levels "
                     "that their grid is uncertain");
    addQuantiserOption(command, quantiser, "how the file was quantised; mid-rise and mid-tread have the same cells");
    command
        .add_option_function<std::string>(
            "--at", [this](const std::string& name) { at = quantisationRateNames().at(name); },
            "the sample rate at which the file was quantised: own, its current rate; model, the rate of the model (the "
            "correction is then computed at that rate); auto, own if its samples are on a grid")
        ->check(CLI::IsMember(quantisationRateNames()))
        ->default_str(automatic);
    command.add_option("--bits-per-sample", bitsPerSample,
                       "bits per sample to write; 32 is floating point; default: 24, or 16 if the format has no more");
    command
        .add_option_function<std::string>(
            "--raw", [this](const std::string& text) { raw = parseRawFormat(text); },
            "the inputs have no headers: encoding:rate:channels, such as 8u:11025:1; the encodings are " +
                rawEncodingNames())
        ->check(CLI::Validator(whyNoRawFormat, ""));
    command
        .add_option("--format", format,
                    "the format of the files in a folder, or of standard output; by default they keep theirs, and "
                    "standard output is a WAV file")
        ->check(CLI::IsMember(formatNames()));
    command
        .add_option_function<std::string>(
            "--loop", [this](const std::string& name) { loop = loopUses.at(name); },
            "what is restored as it is played in a loop, so that its end meets its beginning: auto, the loop that the "
            "file names; whole, the whole sound, as a single cycle; none")
        ->check(CLI::IsMember(loopUses))
        ->default_str(automatic);
    command.add_flag("--salvage", salvage, "restore the sound of a truncated or damaged file as far as it goes");
    command.add_flag("--recursive", recursive, "restore the files in the subfolders of a folder too");
    command.add_option("--jobs", jobs, "the number of files restored at the same time")
        ->check(CLI::Range(1, mostJobs))
        ->capture_default_str();
    command.add_flag("--resume", resume, "skip files whose output exists and is not older than they are");
    command.add_flag("--dry-run", dryRun, "write nothing; say for each file what would be done");
    command.add_option("--report", report, "write a report about all files; the extension is .html or .csv")
        ->check(CLI::Validator(whyNoReport, ""));
    addSolverOptions(command, solver);
    addArithmeticOption(command, arithmetic);
}

void RestoreOptions::check() const
{
    if (const auto found = contradiction())
        throw CLI::ValidationError(found->option, found->reason);
}

} // namespace dequantizer
