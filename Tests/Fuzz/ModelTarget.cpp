#include "Fuzz/FuzzTargets.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"

namespace dequantizer
{

void fuzzModel(std::string_view bytes)
{
    try
    {
        const auto model = parseModel(bytes);
        const auto written = serialiseModel(model);
        require(serialiseModel(parseModel(written)) == written, "a model is read as it is written");
    }
    catch (const ModelError&)
    {
    }
}

} // namespace dequantizer
