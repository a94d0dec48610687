#include "Plugin/Models/LoadedModel.h"

#include "Files/Utf8Path.h"
#include "Model/ModelChoiceText.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <filesystem>
#include <iomanip>
#include <locale>
#include <map>
#include <mutex>
#include <sstream>
#include <utility>

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

} // namespace

SharedModel loadModelFile(const std::string& path)
{
    auto model = readModelFile(pathFromUtf8(path));
    auto packed = packModel(serialiseModel(model));
    return std::make_shared<const LoadedModel>(LoadedModel{std::move(model), std::move(packed), path});
}

SharedModel loadModelBytes(std::string_view bytes, const std::string& path)
{
    auto model = parseModel(bytes);
    return std::make_shared<const LoadedModel>(LoadedModel{std::move(model), packModel(bytes), path});
}

SharedModel loadPackedModel(const PackedModel& packed, const std::string& path)
{
    static std::mutex mutex;
    static std::map<std::pair<std::uint64_t, std::string>, std::weak_ptr<const LoadedModel>> inUse;

    const std::scoped_lock lock(mutex);
    std::erase_if(inUse, [](const auto& entry) { return entry.second.expired(); });
    auto& entry = inUse[{packed.hash, path}];
    if (auto model = entry.lock(); model != nullptr && model->packed == packed)
        return model;
    auto model = std::make_shared<const LoadedModel>(LoadedModel{parseModel(unpackModel(packed)), packed, path});
    entry = model;
    return model;
}

std::string describe(const Model& model)
{
    const auto depths = model.denseBounds ? "any bit depth" : decimals(bitsForDelta(model.referenceDelta), 3) + " bit";
    const auto trainedFor =
        model.fourier ? std::string("any bit depth and sample rate") : depths + ", " + rateText(model.sampleRate);
    return model.name + " (" + trainedFor + ", " + std::to_string(model.iterations) + " iterations)";
}

std::string modelCard(const Model& model)
{
    const auto metadata = [&](const char* keyword)
    {
        const auto entry = model.training.find(keyword);
        return entry != model.training.end() ? entry->second : std::string();
    };
    std::string card = (model.fourier ? std::string("Windowed Fourier")
                                      : std::to_string(model.rows()) + " x " + std::to_string(model.frameLength())) +
                       " operator, " + decimals(1000.0 * model.frameLength() / model.sampleRate, 3) +
                       " ms frames every " + std::to_string(model.hop) + " samples";
    if (const auto loss = metadata("loss"); !loss.empty())
        card += "\nTrained for the " + std::string(loss == "mse" ? "least squared" : loss) + " error, " +
                metadata("gradient") + " back-propagation, " + metadata("best_minibatch") + " minibatches";
    if (const auto after = metadata("validation_snr_db"), before = metadata("validation_snr_input_db");
        !after.empty() && !before.empty())
        card += "\nOn held-out speech: " + after.substr(0, after.find('.') + 2) + " dB SNR; input " +
                before.substr(0, before.find('.') + 2) + " dB";
    return card;
}

} // namespace dequantizer
