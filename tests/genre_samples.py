"""Short texts of kinds that are easily taken for another: what the recogniser must not fall for."""

MEMOIR = """
I was seven when my uncle put me on the ferry for the first time. My mother had sewn my name into
my coat, and I remember that I kept my hand on it, as though I might lose that too. We did not speak
on the way. He bought me an orange and I ate it, all of it, with the white parts.

I have been told since that I cried when we arrived, but in my own memory I am proud. I carried my
bag up the steps myself. My aunt was in the kitchen, and I couldn't tell whether she was glad to see
me; I'd never met anybody who was so quiet. That first night I lay awake and listened to the
generator. I didn't know what it was. I thought it was the sea.

Now, when I hear an engine at night, I fall asleep at once. My wife says that I must have grown up in
a factory. I let her think so, because I like to keep the island for myself.
"""
HISTORY_WITH_TALK = """
The pilot came aboard at dusk and would not look at the captain. "Well, you can't go in now," he
said. "I mean, you've seen the bar. You know what it did to the *Hanna*." The captain had seen it.
He asked what the harbour would pay. "You? Nothing. I'll be honest with you, we're all of us broke."

They lay outside for three days. On the second the cook, a man from Trondheim who had buried two
brothers in that strait, went below and began to sing. "Oh, let him," said the captain. "So what?
You're not paid to like it, and I'm not paid to stop him. Okay?" Nobody answered. The mate wrote the
words down in the log, and that is how we have them.

When the wind turned, the brig crossed the bar with a foot of water under her keel. The pilot took
his fee in salt. In the port book of that year the ship appears once, under a wrong name, with a
remark in another hand: "Yeah, them again. Thank you kindly, we've enough salt."
"""
CHATTY_ESSAY = """
I've never trusted people who say they love rain. You can like it from a window, sure, the way you
like wolves. But stand in it for an hour, waiting for a bus that isn't coming, and you'll find that
your affection has limits. Mine has. I don't own an umbrella, because I'd only leave it somewhere.

My neighbour keeps a gauge in her garden, a plain glass tube, and she's written down what it says
every morning since 1981. She doesn't comment. If you ask her whether it's got wetter, she'll hand
you the notebooks and make tea. I've read all of them. It hasn't, not by much; what's changed is how
it comes, and you can see it in her handwriting, since the big days are underlined.

That's the thing with weather and us. We remember the picnic that was ruined and the wedding that
wasn't. A glass tube remembers the rest, and it won't flatter you.
"""
TEXTBOOK_WITH_WE = """
Let us now consider a set with n elements. We wish to know how many subsets it has. Let us write the
elements in a row, and let us mark each of them with a one or a zero. We obtain a word of length n,
and each subset gives us exactly one word. We see that the two are equally many. We therefore have two
to the power of n subsets.

Next, we count those subsets that have k elements. We choose the first element in n ways and the
second in n minus one. Now we have counted every subset several times, since we may choose the same
elements in another order. We divide by the number of orders. What we obtain is the binomial
coefficient. The reader may check that it is a whole number, which is not obvious from our formula.

We shall need one more fact. If we add two neighbours in a row of the triangle, we obtain the number
between them in the next row. The proof is short. We single out one element and ask whether our subset
contains it. Both cases are easy, and we leave them to the reader, who will find that they
add up.
"""
MONOLOGUE = """
Hey everyone, and welcome back to the shed. So today it's just me, because, um, Pia's got the flu. I
want to talk about glue. I know, I know, but you keep writing to me about it, and I think most of us
get it wrong. So the thing with hide glue is that it's, you know, it's basically soup. You melt it,
you brush it on, and you've got maybe a minute. And people say, well, that's no use to me.

Okay, but think about what happens in fifty years. Somebody has to open that joint. With hide glue
you just put steam on it and it lets go. I mean, that's kind of beautiful, right? I had this chair on
my bench last week, and somebody had used epoxy on it, and I'm telling you, I wanted to cry. You
can't undo it. You end up breaking the wood.

All right, so here's what I do. I keep two pots. Now I'm not saying you have to, but one's for the
stuff I never want to see again, and one's for everything else. Anyway, let me know what you use.
"""
INTERVIEW_WITHOUT_NAMES = """
So how did you get into clocks?

Oh, by accident. My landlord had one that stopped, and I said I'd have a look.

And did you fix it?

No. No, I broke it, actually. I had to buy him another one.

Really? And then you thought, this is for me?

Yeah, pretty much. You know, I couldn't stand that there was a thing in the room that I didn't
understand. So I took it apart again, and I found the spring, and I think I cut my hand on it.

Wow. What do you tell people who want to start?

Buy a cheap one. I mean it. The escapement is the part that lets the wheel turn one tooth at a
time, and you should be able to draw that before you touch anything your aunt is fond of.

Right. Thank you, that was lovely.

Thank you. Come and see us again.
"""
POINTS = """
- The hive stands on a bench and faces the south-east
- The entrance is made smaller in October
- Frames of honey are left above the cluster
- A weight of fifteen kilograms is enough in most valleys
- Mice are kept out by a strip of metal
- The roof is tied down before the first storm
- Candy is put on the frames in February
- Dead bees are swept from the floor in March
- The first flight is on a day of ten degrees or more
- A frame of brood is the sign that a queen is laying
"""
MANUAL = """
Before you open the case, unplug the radio and wait ten minutes. You will find four screws under the
felt. Turn them to the left, and keep them in your hand or in a cup; you cannot buy them any more. If
your radio has a round badge, your case is glued and you should not go on.

Lift the chassis with both hands. You will see two valves at the back. If you touch the left one you
may hurt yourself, because the capacitor beside it keeps its charge. Discharge it with your insulated
screwdriver. Check the cord of the dial. If it has slipped, you can put it back with your tweezers:
lead it twice around the drum and once over each wheel.

Your radio needs no oil. Dust it, close it, and let it warm up for as long as you can bear.
"""
CONTRACT = """
The lessee shall, subject to the fourth clause and to any consent that the lessor may give or withhold,
and without prejudice to the rights of third parties who may have acquired an interest in the mill or
in any part of it before the first of May, keep the wheel, the sluice, the roof and the drains in the
state in which he received them, fair wear excepted.

The lessor shall, when the lessee has given notice in writing and has paid what is due under the
second clause, and provided that no flood, frost or act of war has stopped the wheel for more than
forty days in the year of the notice, return one half of the deposit, together with the interest that
it has earned, and shall keep the other half until the stones have been examined by somebody who has
no share in either house.
"""
QUESTIONS = """
## How long does a queen live?

Three to five years, as a rule. You will see fewer eggs in the third. Mark her in spring, when there
are few bees in the hive, and write down the colour.

## Do I need a smoker?

Yes. You can work without it, but your neighbours will not thank you for that. Use dry grass.

## Can I keep bees on a roof?

Yes. Put a stone on each hive, and give them water before they find the pool of your neighbour.

## Must I feed them?

No. Leave them what they have made. You may give them sugar when the autumn was wet.
"""
TALK_IN_FULL = """
So what is a hive? Well, it is a box. That is all that it is. You have a box, and you have the bees,
and you put the second into the first, right? I did not know that when I began. I thought that you
had to, sort of, ask them. Do you have to ask them? No. You do not.

Now let us look at the door. What does the door do? It keeps the mice out. I like that. You can make
it from whatever you want, and you will, you know, you will get it wrong the first time. Is that bad?
No. I got it wrong for nine years.

Okay, so there is one more thing that I want you to take home with you. A colony is not the bees. It
is what they kind of agree upon. You can replace every single bee, and we do, or they do, each
summer, and you still have your colony. Is it the same one? Yes. That is the point of it, right? We
do not keep bees. We keep an agreement.
"""
SLIDE = """
```
slide {number}: What a Hive Needs

dry air
  above the frames
a small door
mice / wasps / rain
'a place that is lived in'
```

![A hive in the snow, {number}](hive/{number}.jpg)

"""
CHAPTER_WITH_MARKS = """
<div data-type="abstract" markdown="1">
After this section the reader knows the parts of a hive.
</div>

A **brood box**{: data-type="term"} is the part of a hive in which the queen lays her eggs.
{: .lead}

![A drawing of a hive from the side. Arrows lead to its parts; the lowest of them is the floor; above
it stands the box of the queen.](hive.jpg "Hive"){: #fig-hive .wide}

<section class="note" markdown="1">
The colony winters above its stores.
{: .small}

</section>

A **super**{: data-type="term"} is a shallower box above it, from which the keeper takes honey.
{: data-label=""}
"""
STATUTE = """
A keeper of bees shall

mark each hive in his care;

keep every hive ten metres from a road;

return to the office the form of the second schedule;

from the first of April on, inspect each colony once a week;

report any disease to the inspector; and

bury what the inspector condemns;

unless the inspector has said otherwise in writing.
"""
