#include "Training/Loss.h"

#include "Training/MeanSquaredLoss.h"
#include "Training/PerceptualLoss.h"

namespace dequantizer
{

std::unique_ptr<Loss> makeLoss(std::string_view name, double sampleRate)
{
    if (name == "mse")
        return std::make_unique<MeanSquaredLoss>();
    if (name == "perceptual")
        return std::make_unique<PerceptualLoss>(sampleRate);
    return nullptr;
}

std::vector<std::string> lossNames()
{
    return {"mse", "perceptual"};
}

} // namespace dequantizer
