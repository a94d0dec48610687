#include "Plugin/Editor/ScrollingImage.h"

#include <algorithm>

namespace dequantizer
{

void ScrollingImage::update(int width, int height, std::int64_t end, const DrawColumn& draw)
{
    if (image.getWidth() != width || image.getHeight() != height || end < drawn)
    {
        // In memory, so that single pixels can be written on every system.
        image = juce::Image(juce::Image::RGB, width, height, false, juce::SoftwareImageType());
        drawn = end - width;
    }
    drawn = std::max(drawn, end - width);
    if (drawn == end)
        return;
    juce::Image::BitmapData pixels(image, juce::Image::BitmapData::writeOnly);
    for (; drawn < end; ++drawn)
        draw(pixels, static_cast<int>(((drawn % width) + width) % width), drawn);
}

void ScrollingImage::paint(juce::Graphics& graphics) const
{
    if (image.isNull())
        return;
    const int width = image.getWidth(), height = image.getHeight();
    const auto oldest = static_cast<int>(((drawn % width) + width) % width);
    graphics.setImageResamplingQuality(juce::Graphics::lowResamplingQuality);
    const auto part = [&](int from, int to, int place)
    {
        if (from < to)
            graphics.drawImage(image, place, 0, to - from, height, from, 0, to - from, height);
    };
    part(oldest, width, 0);
    part(0, oldest, width - oldest);
}

} // namespace dequantizer
