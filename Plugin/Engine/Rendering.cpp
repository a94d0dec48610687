#include "Plugin/Engine/Rendering.h"

namespace dequantizer
{

void Rendering::prepare(std::size_t channels, std::size_t samples)
{
    const std::array signals{&restored, &delayed, &lower, &upper};
    for (std::size_t i = 0; i < signals.size(); ++i)
    {
        signals[i]->assign(channels, std::vector<float>(samples));
        pointers[i].clear();
        for (auto& channel : *signals[i])
            pointers[i].push_back(channel.data());
    }
}

EngineOutput Rendering::output() const noexcept
{
    return {.restored = pointers[0].data(),
            .delayed = pointers[1].data(),
            .lower = pointers[2].data(),
            .upper = pointers[3].data()};
}

} // namespace dequantizer
