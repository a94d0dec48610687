#include "Model/NamedModel.h"

#include "Files/Utf8Path.h"
#include "Model/ShippedModels.h"
#include "Model/TextMatrix.h"

namespace dequantizer
{

bool isTextMatrix(const std::filesystem::path& file)
{
    const auto extension = file.extension();
    return extension == ".txt" || extension == ".csv" || extension == ".dat";
}

Model loadNamedModel(const std::filesystem::path& name, double delta, AcceptedModels accepted)
{
    std::error_code ignored;
    const auto* const shipped = findShippedModel(utf8FromPath(name));
    if (shipped != nullptr && !std::filesystem::exists(name, ignored))
        return parseModel(shipped->bytes);
    return isTextMatrix(name) ? importTextModel(name, delta) : readModelFile(name, accepted);
}

} // namespace dequantizer
