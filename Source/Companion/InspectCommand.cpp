#include "Companion/Commands.h"
#include "Companion/Inspect/DescribeModel.h"
#include "Companion/Inspect/DescribeSound.h"
#include "Companion/Inspect/ModelFigures.h"
#include "Companion/Interruption.h"
#include "Companion/Restore/SurveySound.h"
#include "Files/JsonOutput.h"
#include "Files/PathOptions.h"
#include "Files/Utf8Path.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace dequantizer
{

namespace
{
using Json = nlohmann::ordered_json;

constexpr std::size_t labelWidth = 24;

struct InspectOptions
{
    std::filesystem::path file, figures;
    std::string jsonTarget;
};

Json describeSoundFile(const std::filesystem::path& file)
{
    SoundReader reader(file);
    return describeSound(surveySound(reader));
}

// Between the lines of a value, below its first line.
const std::string continuedLine = '\n' + std::string(2 + labelWidth + 1, ' ');

// Numbers with six digits, lists without brackets, and a line for each text of a list.
std::string displayed(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    std::ostringstream text;
    text.imbue(std::locale::classic());
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i)
            text << (i == 0                 ? std::string()
                     : value[i].is_string() ? continuedLine
                                            : std::string(", "))
                 << displayed(value[i]);
    else if (value.is_number_float())
        text << value.get<double>();
    else
        text << value.dump();
    return text.str();
}

// The model, if `file` is a model file or the name of a shipped model that is not also the name of a file.
std::unique_ptr<const Model> modelOf(const std::filesystem::path& file)
{
    if (file.extension() == ".safetensors")
        return std::make_unique<const Model>(readModelFile(file, AcceptedModels::anyAlgorithm));
    const auto* const shipped = findShippedModel(utf8FromPath(file));
    std::error_code ignored;
    if (shipped == nullptr || std::filesystem::exists(file, ignored))
        return nullptr;
    return std::make_unique<const Model>(parseModel(shipped->bytes));
}

// A signal leaves no file that is not a figure.
void drawFigures(const std::filesystem::path& folder, const Model& model)
{
    const Interruption interruption;
    try
    {
        drawModelFigures(folder, model);
    }
    catch (const std::exception&)
    {
        if (!Interruption::requested()) // otherwise gnuplot got the signal, too
            throw;
    }
    if (Interruption::requested())
        throw std::runtime_error("stopped");
}

void inspect(const InspectOptions& options)
{
    checkJsonTarget(options.jsonTarget);
    const auto model = modelOf(options.file);
    if (!model && !options.figures.empty())
        throw std::runtime_error(utf8FromPath(options.file) + ": --figures requires a model");
    const auto description = model ? describeModel(*model) : describeSoundFile(options.file);
    if (options.jsonTarget != standardOutput)
    {
        std::cout << utf8FromPath(options.file) << '\n';
        for (const auto& [key, value] : description.items())
        {
            if (value.is_array() && !value.empty() && value.front().is_object())
                continue; // a finding says the same in words
            auto label = key;
            std::replace(label.begin(), label.end(), '_', ' ');
            label.resize(std::max(label.size(), labelWidth), ' ');
            std::cout << "  " << label << ' ' << displayed(value) << '\n';
        }
    }
    writeJson(description, options.jsonTarget);
    if (!options.figures.empty())
        drawFigures(options.figures, *model);
}
} // namespace

void addInspectCommand(CLI::App& app)
{
    auto options = std::make_shared<InspectOptions>();
    auto* const command = app.add_subcommand("inspect", "Describe a model or a sound file");
    command->add_option("FILE", options->file, "model (.safetensors, or the name of a shipped model) or sound file")
        ->required();
    command->add_option("--json", options->jsonTarget, "write the description to this JSON file; - is standard output");
    command->add_option("--figures", options->figures, "draw what the model has learned in this folder, with gnuplot");
    command->callback([options] { inspect(*options); });
}

} // namespace dequantizer
