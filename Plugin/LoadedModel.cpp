#include "Plugin/LoadedModel.h"

#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <filesystem>
#include <iomanip>
#include <locale>
#include <sstream>

namespace dequantizer
{

namespace
{
std::string decimals(double value, int precision)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << std::setprecision(precision) << value;
    return text.str();
}

std::filesystem::path pathFromUtf8(const std::string& path)
{
    return std::u8string(path.begin(), path.end());
}
} // namespace

SharedModel loadModelFile(const std::string& path)
{
    auto model = readModelFile(pathFromUtf8(path));
    auto bytes = serialiseModel(model);
    return std::make_shared<const LoadedModel>(LoadedModel{std::move(model), std::move(bytes), path});
}

SharedModel loadModelBytes(std::string_view bytes, const std::string& path)
{
    auto model = parseModel(bytes);
    return std::make_shared<const LoadedModel>(LoadedModel{std::move(model), std::string(bytes), path});
}

std::string describe(const Model& model)
{
    return model.name + " (" + decimals(bitsForStep(model.referenceStep), 3) + " bit, " + rateText(model.sampleRate) +
           ", " + std::to_string(model.iterations) + " iterations)";
}

std::string rateText(double sampleRate)
{
    return decimals(sampleRate / 1000.0, 6) + " kHz";
}

} // namespace dequantizer
