"""Short, plain words that are hard to confuse: four of them let a student come back."""

_LINES = """
acorn amber anchor angle apple apron arrow aspen atlas autumn bacon badge baker bamboo banana
banjo barn basil basket beach beaver bench berry birch bison blanket blossom boat bottle bread
breeze brick bridge brook brush bubble bucket butter button cabin cactus camel candle canyon
carpet carrot castle cedar cello cherry chess circle city clay cliff clock cloud clover cobalt
cocoa comet compass copper coral cotton cradle crane crayon creek cricket crystal curtain daisy
dancer desert diamond dolphin donkey dragon drum eagle easel echo elbow elm ember engine
falcon farmer feather fern ferry fiddle field finch flag flame flute forest fossil fountain
fox garden garlic gate ginger giraffe glacier globe glove goose grape grass guitar hammer harbor
harp hazel hedge helmet heron hill honey horn horse island ivory ivy jacket jasmine jelly jewel
jungle kayak kettle kitchen kite ladder lagoon lake lamp lantern laurel lemon library lily
linen lion lizard lobster locket lotus magnet mango maple marble market meadow melon mirror
mitten moon moss mountain museum mustard needle nest nickel north nutmeg oak oasis ocean olive
onion opal orange orbit orchard otter owl paddle palace panda paper parrot peach pearl pebble
pencil pepper piano pigeon pillow pine planet plum pocket pond poppy potato prairie puzzle
quartz quilt rabbit radio rain raven reef ribbon river robin rocket rose ruby saddle sailor
salmon sand satin saturn scarf shell silver skate snow sofa spider spring spruce squirrel
stable star stone
"""
WORDS = tuple(_LINES.split())
