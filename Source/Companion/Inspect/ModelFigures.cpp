#include "Companion/Inspect/ModelFigures.h"

#include "Files/Utf8Path.h"

#include <stdexcept>
#include <system_error>

namespace dequantizer
{

void drawModelFigures(const std::filesystem::path& folder, const Model& model)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        throw std::runtime_error(utf8FromPath(folder) + ": this folder cannot be created: " + failure.message());
    if (model.fourier)
        drawFourierFigures(folder, model);
    else
        drawDenseFigures(folder, model);
}

} // namespace dequantizer
